import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import type { SignatureFact } from '../../server/src/core/facts';
import { message, render } from '../../server/src/core/message';
import { defaultPolicy, type IgnoreEntry, type SignatureRequirement } from '../../server/src/core/policy';
import { ignoresNeededBy } from '../../server/src/service/check';
import { NeededIgnores } from '../../server/src/service/needed-ignores';
import { checkPolicyFile, type PolicyFileInput } from '../../server/src/service/policy-entries';
import { factsFor, readText, type CheckOptions } from '../support/drawn-findings';

const list = 'version: 1\nignore:\n  - { rule: tag-latest, image: docker.io/library/redis, expires: 2026-05-31 }\n  - rule: tag-missing\n    reason: x\n';
const path = '.plimsoll.yaml';

function said(text: string, options: Partial<PolicyFileInput> & { readonly ignore?: readonly IgnoreEntry[]; readonly severity?: 'warning' | 'off' } = {}) {
  const { ignore = [], severity = 'warning', ...input } = options;
  const context = { policy: { ...defaultPolicy, ignore, rules: { 'unused-ignore': severity } }, path, localNames: new Set<string>() };
  const { findings, suppressed } = checkPolicyFile({ text, path, context, today: '2026-06-01', ...input });
  const shown = findings.map(({ range, message, rule, severity: grave }) => `${grave} ${rule} ${text.slice(range.start, range.end).trim()} — ${render(message)}`);
  return { shown, suppressed: suppressed.length };
}

describe('the entries of a policy file', () => {
  const expired = 'warning unused-ignore { rule: tag-latest, image: docker.io/library/redis, expires: 2026-05-31 } — This ignore entry hides nothing since it expired (its last day was 2026-05-31): tag-latest';

  it('are told of the day after their last one', () => {
    expect(said(list).shown).toEqual([expired]);
    expect(said(list, { today: '2026-05-31' }).shown).toEqual([]);
    expect(said(list, { severity: 'off' }).shown).toEqual([]);
  });

  it('are told of where they are known to hide nothing, once', () => {
    const run = { needed: new NeededIgnores(), folder: '' };
    const ignore = [{ rule: 'tag-missing', reason: 'x' }];
    expect(said(list, { ignore, run }).shown).toEqual([expired, 'warning unused-ignore rule: tag-missing\n    reason: x — This ignore entry hides nothing: tag-missing']);
    expect(said(list, { run }).shown).toEqual([expired]);
    run.needed.add(ignore);
    expect(said(list, { ignore, run }).shown).toEqual([expired]);
  });

  it('may be left in peace by an entry about them', () => {
    expect(said(list, { ignore: [{ rule: 'unused-ignore', path }] })).toEqual({ shown: [], suppressed: 1 });
    expect(said(list, { ignore: [{ rule: 'unused-ignore', path: 'test/**' }] }).suppressed).toBe(0);
  });
});

const requirement: SignatureRequirement = { images: 'docker.io/library/a', required: true };

/** Which of the entries a document needs, by their places in the list. */
function needed(text: string, ignore: readonly IgnoreEntry[], { path: file = 'Dockerfile', policy, ...options }: CheckOptions = {}): number[] {
  const context = { policy: { ...defaultPolicy, ...policy, rules: { 'unused-ignore': 'warning' as const, ...policy?.rules }, ignore }, path: file, localNames: new Set<string>() };
  const entries = ignoresNeededBy({ document: readText(text, file), factsFor: use => factsFor(use, options), context, today: '2026-06-01' });
  return entries.map(entry => ignore.indexOf(entry));
}

describe('the entries that a document needs', () => {
  it('are all of them where nobody asks, and nothing is judged for that', () => {
    const context = { policy: { ...defaultPolicy, ignore: [{ rule: 'tag-latest' }] }, path: 'Dockerfile', localNames: new Set<string>() };
    const judged = () => expect.fail('a use was judged');
    expect(ignoresNeededBy({ document: readText('FROM a:1\n', 'Dockerfile'), factsFor: judged, context, today: '2026-06-01' })).toEqual(context.policy.ignore);
  });

  it('are those that hide something there', () => {
    const entries = [{ rule: 'tag-not-pinned' }, { rule: 'tag-not-pinned', image: 'docker.io/library/a' }, { rule: 'tag-not-pinned', image: 'docker.io/library/b' }, { rule: 'tag-latest' }, { rule: 'tag-not-pinned', path: 'test/**' }];
    expect(needed('FROM a:1\n', entries)).toEqual([0, 1]);
  });

  it('are also those of which that cannot be known', () => {
    expect(needed('FROM a:1\n', [{ rule: 'digest-not-found' }, { rule: 'tag-not-found', image: 'docker.io/library/b' }])).toEqual([0]);
    expect(needed('FROM a:1\n', [{ rule: 'tag-latest' }], { policy: { rules: { 'tag-latest': 'off' } } })).toEqual([0]);
    expect(needed('ARG A\nFROM $A\n', [{ rule: 'tag-latest' }, { rule: 'tag-latest', image: 'docker.io/library/a' }])).toEqual([0]);
    expect(needed('FROM a:1\n', [{ rule: 'digest-stale' }, { rule: 'tag-outdated' }, { rule: 'unused-ignore' }])).toEqual([0, 1, 2]);
  });

  it('are none for what is built here, and none that nothing may hide', () => {
    expect(needed('FROM a:1\n', [{ rule: 'tag-not-pinned' }, { rule: 'digest-not-found' }], { facts: { local: known(true) } })).toEqual([]);
    const unsigned: SignatureFact = { verdict: 'unsigned', required: true, reason: message('none found'), byOther: false, digest: 'sha256:a', checkedAt: 0 };
    const by = (effect: 'fixed' | 'narrows') => needed('FROM a:1\n', [{ rule: 'signature-missing' }], {
      facts: { local: known(false), signature: known(unsigned) },
      policy: { rules: { 'signature-missing': 'error' }, signatures: [{ ...requirement, effect }] },
    });
    expect([by('fixed'), by('narrows')]).toEqual([[], [0]]);
  });
});
