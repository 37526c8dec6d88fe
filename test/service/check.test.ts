import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../server/src/core/fact';
import type { Finding } from '../../server/src/core/finding';
import { message } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import type { Rule } from '../../server/src/rules/rule';
import { checkDocument } from '../../server/src/service/check';
import { checkText, expectDrawn, nothingKnown, readText } from '../support/drawn-findings';

const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);
const suppressedBy = (text: string, options: Parameters<typeof checkText>[1] = {}) =>
  checkText(text, options).suppressed.map(({ finding, by, reason, expires }) => [finding.rule, by, reason, expires]);

describe('checkDocument', () => {
  it('gives findings in document order', () => {
    const { findings } = checkText('FROM b:latest AS b\nFROM a\nCOPY --from=c:1 /x /y\n');
    expect(rulesOf(findings)).toEqual(['tag-latest', 'tag-missing', 'tag-not-pinned']);
  });

  it('says nothing of names that the workspace builds', () => {
    expect(checkText('FROM app\n', { facts: { local: known(true) } })).toEqual({ findings: [], suppressed: [] });
    expect(rulesOf(checkText('FROM app\n', { facts: { local: unknown('offline') } }).findings)).toEqual(['tag-missing']);
  });

  it('says nothing of holes', () => {
    const hole = 'FROM {{ .Values.image }}\n';
    expect(checkText(hole)).toEqual({ findings: [], suppressed: [] });
    const rule: Rule = {
      id: 'every', concern: 'pinning', severity: 'error', summary: message('s'), explanation: message('e'), needs: [],
      check: ({ use }) => [{ rule: 'every', concern: 'pinning', severity: 'error', range: use.site.range, message: message('m'), use, related: [] }],
    };
    const context = { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set<string>() };
    const check = (text: string) =>
      checkDocument({ document: readText(text), factsFor: () => nothingKnown, context, today: '2026-01-01', rules: [rule] }).findings.length;
    expect([hole, 'FROM $NOPE\n', 'FROM node\n'].map(check)).toEqual([0, 0, 1]);
  });

  it('shows one finding at an ARG that two stages share', () => {
    const { findings } = checkText('ARG BASE=node\nFROM $BASE AS a\nFROM $BASE AS b\n');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.related).toHaveLength(2);
  });

  it('does not list places without end', () => {
    const { findings } = checkText(`ARG BASE=node\n${'FROM $BASE\n'.repeat(500)}`);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.related.length).toBeLessThan(60);
  });

  it('stays silent for a rule whose facts are not known, and never throws on a rule named like a property', () => {
    const policy = { rules: { 'publisher-unknown': 'error', constructor: 'error' } } as const;
    expect(rulesOf(checkText('FROM somebody/app:1\n', { policy }).findings)).toEqual(['tag-not-pinned']);
  });
});

describe('of several findings on one reference', () => {
  const finder = (id: string, concern: Rule['concern'], severity: Rule['severity']): Rule => ({
    id, concern, severity, summary: message('s'), explanation: message('e'), needs: [],
    check: ({ use }) => [
      { rule: id, concern, severity: severity === 'off' ? 'error' : severity, range: use.site.range, message: message('m'), use, related: [] },
    ],
  });
  const check = (rules: readonly Rule[], text = 'FROM node:20\n', policy = defaultPolicy) =>
    checkDocument({
      document: readText(text), factsFor: () => nothingKnown, context: { policy, path: 'Dockerfile', localNames: new Set() }, today: '2026-01-01', rules,
    });
  const mild = finder('mild', 'pinning', 'information');
  const grave = finder('grave', 'pinning', 'error');

  it('the gravest of each concern is shown, the earlier of two that are equal', () => {
    expect(rulesOf(check([mild, grave, finder('other', 'lifecycle', 'information')]).findings)).toEqual(['grave', 'other']);
    expect(rulesOf(check([mild, finder('later', 'pinning', 'information')]).findings)).toEqual(['mild']);
  });

  it('two that begin at one place and end at different ones are both shown', () => {
    const shorter: Rule = {
      ...mild,
      id: 'shorter',
      check: input => mild.check(input).map(finding => ({ ...finding, rule: 'shorter', concern: 'fit', range: { start: finding.range.start, end: finding.range.end - 1 } })),
    };
    expect(rulesOf(check([mild, shorter, { ...shorter, id: 'again' }]).findings)).toEqual(['shorter', 'mild']);
  });

  it('what is hidden makes room for the next, and is never hidden by another', () => {
    const { findings, suppressed } = check([mild, grave], '# plimsoll-ignore-next-line grave: x\nFROM node:20\n');
    expect(rulesOf(findings)).toEqual(['mild']);
    expect(suppressed.map(({ finding }) => finding.rule)).toEqual(['grave']);
  });

  it('a severity that somebody set decides', () => {
    const policy = { ...defaultPolicy, rules: { mild: 'error', grave: 'warning' } } as const;
    expect(check([mild, grave], undefined, policy).findings).toMatchObject([{ rule: 'mild', severity: 'error' }]);
  });

  it('a rule that is off is not even asked', () => {
    const angry: Rule = { ...finder('angry', 'meta', 'off'), check: () => { throw new Error('asked'); } };
    expect(check([angry]).findings).toEqual([]);
    expect(check([grave], undefined, { ...defaultPolicy, rules: { grave: 'off' } }).findings).toEqual([]);
  });
});

describe('ignore comments', () => {
  it('hide what they name on the next instruction only', () => {
    expectDrawn(`
      # plimsoll-ignore-next-line tag-latest: a demo
      FROM node:latest
      FROM python:latest
      #    ^^^^^^^^^^^^^ warning tag-latest: python:latest moves without notice
      # plimsoll-ignore-next-line tag-missing: another rule
      FROM ruby:latest
      #    ^^^^^^^^^^^ warning tag-latest: ruby:latest moves without notice
    `);
  });

  it('hide several rules, in a whole file, and in the words of hadolint', () => {
    expect(suppressedBy('# plimsoll-ignore-next-line tag-missing, tag-latest: demo\nFROM node\n')).toEqual([['tag-missing', 'comment', 'demo', undefined]]);
    expect(suppressedBy('FROM node\n# plimsoll-ignore-file tag-missing: demo\nFROM ruby\n')).toHaveLength(2);
    expect(suppressedBy('# hadolint ignore=DL3006\nFROM node\n')).toEqual([['tag-missing', 'comment', undefined, undefined]]);
  });

  it('hide nothing by a name that no rule has', () => {
    expect(suppressedBy('# plimsoll-ignore-next-line no-such-rule: x\nFROM node\n')).toEqual([]);
  });

  it('may stand above the ARG, or above the FROM that uses it', () => {
    expect(rulesOf(checkText('# plimsoll-ignore-next-line tag-missing: x\nARG B=node\nFROM $B\n').findings)).toEqual([]);
    expect(rulesOf(checkText('ARG B=node\n# plimsoll-ignore-next-line tag-missing: x\nFROM $B\n').findings)).toEqual([]);
    expect(rulesOf(checkText('ARG B=node\n# plimsoll-ignore-next-line tag-missing: x\nFROM $B\nFROM $B\n').findings)).toEqual(['tag-missing']);
  });

  it('work in YAML', () => {
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          # plimsoll-ignore-next-line tag-latest: a demo
          - image: nginx:latest
          - image: redis:latest
          #        ^^^^^^^^^^^^ warning tag-latest: redis:latest moves without notice
      `,
      { path: 'pod.yaml' },
    );
  });

  it('hide nothing where the policy says so', () => {
    const text = '# plimsoll-ignore-next-line tag-missing: x\nFROM node\n';
    for (const policy of [{ inlineIgnores: false }, { locked: ['rules'] as const }, { fixedRules: ['tag-missing'] }]) {
      expect(checkText(text, { policy })).toMatchObject({ findings: [{ rule: 'tag-missing' }], suppressed: [] });
    }
    expect(checkText(text, { policy: { locked: ['trust'] } }).findings).toEqual([]);
  });
});

describe('ignores of the policy file', () => {
  const ignore = (entry: object) => ({ policy: { ignore: [{ rule: 'tag-latest', ...entry }] }, path: 'test/Dockerfile' });
  it.each([
    [{}, true],
    [{ image: 'docker.io/library/busybox' }, true],
    [{ image: 'docker.io/library/busy' }, false],
    [{ path: 'test/**' }, true],
    [{ path: 'prod/**' }, false],
    [{ image: 'docker.io/library/busybox', path: 'prod/**' }, false],
    [{ expires: '2026-06-01' }, true],
    [{ expires: '2026-05-31' }, false],
    [{ rule: 'tag-missing' }, false],
  ])('%j hides: %s', (entry, hides) => {
    const { findings, suppressed } = checkText('FROM busybox:latest\n', ignore(entry));
    expect([findings.length, suppressed.length]).toEqual(hides ? [0, 1] : [1, 0]);
  });

  it('are told with reason and day', () => {
    expect(suppressedBy('FROM busybox:latest\n', ignore({ reason: 'tiny', expires: '2027-01-01' }))).toEqual([
      ['tag-latest', 'config', 'tiny', '2027-01-01'],
    ]);
  });

  it('with an image hide no text that is no reference', () => {
    const policy = { ignore: [{ rule: 'reference-invalid', image: '**' }] };
    expect(rulesOf(checkText('FROM Node:20\n', { policy }).findings)).toEqual(['reference-invalid']);
  });
});
