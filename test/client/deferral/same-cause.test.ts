import { describe, expect, it } from 'vitest';
import { isMarkedBy, touches, type Mark } from '../../../client/src/deferral/same-cause';

const span = (line: number, from: number, to: number): Mark['range'] => ({ start: { line, character: from }, end: { line, character: to } });
const [error, warning, information] = [0, 1, 2];
const own = (code: string, severity = warning, range = span(3, 5, 9)): Mark => ({ source: 'plimsoll', code, severity, range });
const other = (source: string | undefined, code: string, severity = warning, range = span(3, 0, 40)): Mark => ({ source, code, severity, range });

describe('a mark of another tool', () => {
  it.each([
    ['hadolint', 'DL3006', 'tag-missing'],
    ['hadolint', 'DL3007', 'tag-latest'],
    ['hadolint', 'DL3026', 'publisher-unknown'],
    ['hadolint', 'DL3026', 'publisher-untrusted'],
    ['docker-language-server', 'not_pinned_digest', 'tag-not-pinned'],
    ['docker', 'recommended_tag', 'tag-outdated'],
  ])('%s %s says the same as %s', (source, code, rule) => {
    expect(isMarkedBy(own(rule), [other(source, code)])).toBe(true);
    expect(isMarkedBy(own('digest-not-found'), [other(source, code)])).toBe(false);
  });

  it.each([
    ['of a tool that is not known', other('linter', 'DL3006')],
    ['of nobody', other(undefined, 'DL3006')],
    ['for another cause', other('hadolint', 'DL3008')],
    ['with a code like a property', other('hadolint', 'constructor')],
    ['on another line', other('hadolint', 'DL3006', warning, span(4, 0, 40))],
  ])('%s says something else', (_title, mark) => {
    expect(isMarkedBy(own('tag-missing'), [mark])).toBe(false);
  });

  it('of a tool that knows places has to be at ours', () => {
    expect(isMarkedBy(own('tag-not-pinned'), [other('docker-language-server', 'not_pinned_digest', warning, span(3, 20, 25))])).toBe(false);
    expect(isMarkedBy(own('tag-missing'), [other('hadolint', 'DL3006', warning, span(3, 0, 1))])).toBe(true);
  });

  it('does not make an error of the policy look like less', () => {
    expect(isMarkedBy(own('tag-missing', error), [other('hadolint', 'DL3006', warning)])).toBe(false);
    expect(isMarkedBy(own('tag-missing', error), [other('hadolint', 'DL3006', error)])).toBe(true);
    expect(isMarkedBy(own('tag-missing', warning), [other('hadolint', 'DL3006', information)])).toBe(true);
  });
});

it('ranges touch over lines, too', () => {
  expect(touches({ start: { line: 1, character: 4 }, end: { line: 3, character: 0 } }, span(2, 0, 1))).toBe(true);
  expect(touches(span(1, 0, 5), span(1, 6, 8))).toBe(false);
  expect(touches(span(1, 6, 8), span(1, 0, 5))).toBe(false);
});
