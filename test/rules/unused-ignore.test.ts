import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../server/src/core/fact';
import { applyEdits } from '../../server/src/core/range';
import { formatFor } from '../../server/src/formats';
import { planRemoval } from '../../server/src/service/assist/remove-ignore';
import { checkText, readText, type CheckOptions } from '../support/drawn-findings';
import { pinnedDigest, tagServes } from '../support/tag-facts';

const pinned = `node:22@${pinnedDigest}`;
const on = { 'unused-ignore': 'warning' as const };

/** The rules that the comments of a text name in vain, comment by comment. */
function inVain(text: string, { policy, ...options }: CheckOptions = {}): (readonly string[] | undefined)[] {
  const { findings } = checkText(text, { ...options, policy: { ...policy, rules: { ...on, ...policy?.rules } } });
  return findings.filter(({ rule }) => rule === 'unused-ignore').map(finding => finding.inVain);
}

describe('unused-ignore', () => {
  it('tells of an ignore that hides nothing, where a team wants to hear it', () => {
    const text = `FROM a:1\n# plimsoll-ignore-next-line tag-missing: once\nFROM ${pinned}\n`;
    const { findings } = checkText(text, { policy: { rules: on } });
    expect(findings.map(({ rule, severity, range }) => [rule, severity, text.slice(range.start, range.end)])).toEqual([
      ['tag-not-pinned', 'information', 'a:1'],
      ['unused-ignore', 'warning', '# plimsoll-ignore-next-line tag-missing: once'],
    ]);
    expect(checkText(text).findings.map(({ rule }) => rule)).toEqual(['tag-not-pinned']);
  });

  it('says nothing of one that hides something, twice over too', () => {
    expect(inVain('# plimsoll-ignore-next-line tag-not-pinned: x\nFROM a:1\n')).toEqual([]);
    expect(inVain('# plimsoll-ignore-file tag-not-pinned: x\n# plimsoll-ignore-next-line tag-not-pinned: y\nFROM a:1\n')).toEqual([]);
    expect(inVain('ARG B=a:1\n# plimsoll-ignore-next-line tag-not-pinned: at the use\nFROM $B\n')).toEqual([]);
  });

  it('names the rules of a comment that are in vain, and no others', () => {
    expect(inVain('# plimsoll-ignore-next-line tag-not-pinned, tag-latest: x\nFROM a:1\n')).toEqual([['tag-latest']]);
    expect(inVain(`# plimsoll-ignore-file tag-latest, tag-missing\nFROM ${pinned}\n`)).toEqual([['tag-latest', 'tag-missing']]);
    expect(inVain('# plimsoll-ignore-file tag-lastest: typo\nFROM a:1\n')).toEqual([['tag-lastest']]);
  });

  it('judges each line by itself, and one with no image below it', () => {
    expect(inVain(`# plimsoll-ignore-next-line tag-missing\nFROM ${pinned}\nFROM node\n`)).toEqual([['tag-missing']]);
    expect(inVain('FROM a:1\n# plimsoll-ignore-next-line tag-missing\nRUN true\n')).toEqual([['tag-missing']]);
  });

  it('holds what the policy keeps comments from hiding', () => {
    expect(inVain('# plimsoll-ignore-next-line tag-not-pinned: x\nFROM a:1\n', { policy: { inlineIgnores: false } })).toEqual([['tag-not-pinned']]);
  });

  it('does not judge what is not known: a rule that is off, facts that are missing, what only a variable fills', () => {
    expect(inVain('# plimsoll-ignore-next-line tag-missing\nFROM a:1\n', { policy: { rules: { 'tag-missing': 'off' } } })).toEqual([]);
    const ignoring = '# plimsoll-ignore-next-line publisher-unknown\nFROM a:1\n';
    expect(inVain(ignoring)).toEqual([]);
    expect(inVain(ignoring, { facts: { publisher: known({ kind: 'known', id: 'docker-official', title: 'Docker Official Images' }) } })).toEqual([['publisher-unknown']]);
    expect(inVain('ARG B\n# plimsoll-ignore-next-line tag-missing\nFROM $B\n')).toEqual([]);
    expect(inVain('# plimsoll-ignore-next-line tag-missing\nFROM a:1\n', { facts: { local: known(true) } })).toEqual([]);
    const fit = '# plimsoll-ignore-file shell-missing\nFROM a:1\nRUN true\n';
    expect(inVain(fit, { facts: { contents: unknown('not-looked-up') } })).toEqual([]);
  });

  it('leaves alone what updates go by, and what other tools read', () => {
    expect(inVain(`# plimsoll-ignore-next-line digest-stale\nFROM ${pinned}\n`, { policy: { rules: { 'digest-stale': 'warning' } }, facts: tagServes(pinnedDigest) })).toEqual([]);
    expect(inVain(`# hadolint ignore=DL3006\nFROM ${pinned}\n`)).toEqual([]);
  });

  it('can be hidden itself', () => {
    const text = `# plimsoll-ignore-file unused-ignore: kept on purpose\n# plimsoll-ignore-file tag-latest\nFROM ${pinned}\n`;
    const { findings, suppressed } = checkText(text, { policy: { rules: on } });
    expect([findings, suppressed.map(({ finding }) => finding.rule)]).toEqual([[], ['unused-ignore']]);
  });
});

describe('removing an ignore in vain', () => {
  function removed(text: string, path = 'Dockerfile'): string | undefined {
    const format = formatFor({ path, text });
    const [finding] = checkText(text, { path, policy: { rules: on } }).findings.filter(({ rule }) => rule === 'unused-ignore');
    if (!format || !finding) throw new Error('there is nothing to remove');
    const edit = planRemoval(format, readText(text, path), finding);
    return edit && applyEdits(text, [edit]);
  }

  it.each([
    ['takes the line', `FROM a:1\r\n  # plimsoll-ignore-next-line tag-missing: once\r\nFROM ${pinned}\r\n`, `FROM a:1\r\nFROM ${pinned}\r\n`, undefined],
    ['takes the first line, and leaves the BOM', `\uFEFF# plimsoll-ignore-file tag-latest\nFROM ${pinned}\n`, `\uFEFFFROM ${pinned}\n`, undefined],
    ['takes the last line', `FROM ${pinned}\n# plimsoll-ignore-next-line tag-latest`, `FROM ${pinned}\n`, undefined],
    ['takes a rule, and leaves the others and the reason', '# plimsoll-ignore-next-line tag-latest, tag-not-pinned : a: b\nFROM a:1\n', '# plimsoll-ignore-next-line tag-not-pinned : a: b\nFROM a:1\n', undefined],
    ['takes a line of a manifest', `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  # plimsoll-ignore-next-line tag-missing\n  - image: ${pinned}\n`, `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ${pinned}\n`, 'pod.yaml'],
  ])('%s', (_title, before, after, path) => {
    expect(removed(before, path)).toBe(after);
  });

  it('leaves a comment that is no more than a directive once the lines above are gone', () => {
    expect(removed(`# plimsoll-ignore-file tag-latest\n# syntax=docker/dockerfile:1\nFROM ${pinned}\n`)).toBeUndefined();
  });
});
