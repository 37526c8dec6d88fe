import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestParsedDocument, mostUses } from '../../../server/src/core/document';
import { parseReference, withDigest } from '../../../server/src/core/reference';
import { applyEdits } from '../../../server/src/core/range';
import { dockerfile } from '../../../server/src/formats/dockerfile';
import { fixtures } from './fixtures';

const digest = `sha256:${'f'.repeat(64)}`;

/** What must hold for any text. */
function checkInvariants(text: string): void {
  const { uses, comments } = dockerfile.read(text);
  for (const use of uses) {
    expect(text.slice(use.range.start, use.range.end)).toBe(use.raw);
    expect(text.slice(use.site.range.start, use.site.range.end)).toBe(use.site.raw);
    expect(use.reference === null).toBe(use.unresolved !== null);
  }
  for (const { range, governs } of comments) {
    expect(range.start).toBeLessThan(range.end);
    expect(governs.end).toBeLessThanOrEqual(text.length);
  }
}

const token = fc.constantFrom(
  'FROM ', 'ARG ', 'ARG B=', 'COPY --from=', 'RUN --mount=', 'from=', 'ONBUILD ', ' AS x', '# ', '# syntax=', '# escape=`\n', '//syntax=', '<<EOF', 'EOF', '<<-',
  '$B', '${B', '${B:-', '${B%%', '${B//', '}', '/', '"', "'", '\\', '`', '\\\n', '`\n', '\n', '\r\n', ' ', '\t', ',', '=', 'node:20', 'x', ':', '@', '*', '?', '--', '[', ']', '{{', '\uFEFF', '🐳', '\u00a0',
);
const document = fc.array(fc.oneof({ weight: 9, arbitrary: token }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) }), { maxLength: 40 }).map((parts) => parts.join(''));

describe('any text', () => {
  it.each(Object.entries(fixtures))('is read at every prefix: %s', (_, text) => {
    for (let end = 0; end <= text.length; end += 1) checkInvariants(text.slice(0, end));
  });

  it('made of the pieces of Dockerfiles is read', () => {
    fc.assert(fc.property(document, checkInvariants), { numRuns: 3000 });
  });

  it('is changed by an edit to what was asked for, or not at all', () => {
    fc.assert(fc.property(document, (text) => {
      dockerfile.read(text).uses.forEach((use, index) => {
        if (!use.reference) return;
        const wanted = withDigest(use.reference, digest);
        const edits = dockerfile.edit(use, wanted);
        if ('disabled' in edits) return;
        const after = dockerfile.read(applyEdits(text, edits)).uses[index];
        expect(after?.reference).toEqual(wanted);
      });
    }), { numRuns: 3000 });
  });
});

describe('what would take long', () => {
  const many = 20_000;
  it.each([
    ['doubling arguments', `ARG A0=x\n${Array.from({ length: 200 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}\n`).join('')}FROM $A200\n`],
    ['nested defaults', `FROM ${'${A:-'.repeat(many)}x${'}'.repeat(many)}\n`],
    ['stars that do not match', `ARG A=${'a'.repeat(5_000)}\n${`FROM \${A%%${'*a'.repeat(200)}*b}\n`.repeat(100)}`],
    ['one endless line', `FROM ${'a'.repeat(70_000)}\nRUN ${'<<E '.repeat(many)}\nFROM node\n`],
    ['endless continuation', `RUN ${'a \\\n# c\n'.repeat(many)}\nFROM node\n`],
    ['endless flags', `COPY ${'--a="b" '.repeat(many)} --from=x / /\n`],
  ])('is cut short: %s', (_, text) => {
    checkInvariants(text);
  });

  it('says nothing about what it does not follow', () => {
    const [use] = dockerfile.read(`FROM ${'${A:-'.repeat(100)}x${'}'.repeat(100)}\n`).uses;
    expect(use?.unresolved?.code).toBe('variable');
    const [deep] = dockerfile.read(`FROM ${'${A:-'.repeat(40)}x${'}'.repeat(40)}\n`).uses;
    expect(deep?.reference).toEqual({ registry: 'docker.io', repository: 'library/x' });
  });
});

describe('a document that is too large', () => {
  const text = `FROM node:20 AS a\nFROM a\n  from --platform=x "quoted"\nFROM $B\nfrom --platform=x golang\r\nFROM scratch\n${'# \n'.repeat(largestParsedDocument / 3)}FROM Bad\n`;

  it('is scanned for plain FROM lines, and not edited', () => {
    const read = dockerfile.read(text);
    expect(read.limited).toBe('too-large');
    expect(read.uses.map(({ raw, reference, range }) => [raw, reference !== null, text.slice(range.start, range.end)])).toEqual([
      ['node:20', true, 'node:20'], ['golang', true, 'golang'], ['Bad', false, 'Bad'],
    ]);
    const wanted = parseReference('node:22');
    for (const use of read.uses) expect(wanted.ok && dockerfile.edit(use, wanted.reference)).toHaveProperty('disabled');
  });
});

describe('A document of more images than anybody builds from', () => {
  it('gives the first ones, by its lines alone when they are stages, and says so', () => {
    const read = dockerfile.read('FROM a:1 AS b\n'.repeat(mostUses + 1));
    expect([read.uses.length, read.limited]).toEqual([mostUses, 'too-large']);
  });

  it('counts what is copied from, too', () => {
    const read = dockerfile.read(`FROM a:1\n${'COPY --from=b:1 / /\n'.repeat(mostUses)}`);
    expect([read.uses.length, read.limited]).toEqual([mostUses, 'too-large']);
    expect(read.uses[1]?.role).toBe('stage-copy');
  });

  it('is read whole up to there', () => {
    const read = dockerfile.read(`ARG A=a\n${'FROM $A:1\n'.repeat(mostUses)}`);
    expect([read.uses.length, read.limited]).toEqual([mostUses, undefined]);
  });
});
