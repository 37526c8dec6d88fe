import { describe, expect, it } from 'vitest';
import type { SignatureRequirement, TrustPolicy } from '../../server/src/core/policy';
import { mergePolicies } from '../../server/src/policy/merge';
import { parsePolicyFile } from '../../server/src/policy/parse';
import { policyWords } from '../../server/src/service/policy-words';
import { rules } from '../../server/src/rules';
import { checkText } from '../support/drawn-findings';
import { checked } from '../support/signature-fact';

const image = 'ghcr.io/acme/app:1';
const plain = `FROM ${image}\n`;
const demand: SignatureRequirement = { images: 'ghcr.io/acme/**', required: true };
const kinds = [
  ['signature-missing', checked({ required: true })],
  ['signature-invalid', checked({ required: true, verdict: 'invalid' })],
  ['signer-untrusted', checked({ required: true, verdict: 'invalid', byOther: true })],
] as const;

function found(signature: (typeof kinds)[number][1], policy: Partial<TrustPolicy>, text = plain): string[] {
  const { findings } = checkText(text, { policy, facts: { signature } });
  return findings.filter(({ concern }) => concern === 'signature').map(({ rule, severity }) => `${severity} ${rule}`);
}

const file = (text: string, path: string) => parsePolicyFile(text, path, policyWords).policy;

describe('a signature that the policy requires', () => {
  it.each(kinds)('is an error whatever is set for %s', (rule, signature) => {
    for (const severity of ['off', 'information', 'warning'] as const) {
      expect(found(signature, { signatures: [demand], rules: { [rule]: severity } })).toEqual([`error ${rule}`]);
    }
  });

  it.each(kinds)('is not hidden by a comment: %s', (rule, signature) => {
    for (const comment of [`# plimsoll-ignore-next-line ${rule}: please`, `# plimsoll-ignore-file ${rule}: please`]) {
      const text = `${comment}\n${plain}`;
      expect(found(signature, { signatures: [demand] }, text)).toEqual([`error ${rule}`]);
      // Where none is required, a comment is as good as everywhere.
      expect(found(checked({ verdict: 'invalid' }), {}, `# plimsoll-ignore-next-line signature-invalid: x\n${plain}`)).toEqual([]);
    }
  });

  it.each(kinds)('is a matter of the file that says so, and of no nearer one and no setting: %s', (rule, signature) => {
    const floor = `version: 1\nsignatures: [{ images: "ghcr.io/acme/**", required: true }]\n`;
    const off = `version: 1\nrules: { ${rule}: off }\nignore: [{ rule: ${rule}, reason: x }]\n`;
    const merged = (parts: { nested?: string; settings?: string; extra?: string; machine?: string }) => mergePolicies({
      floor: file(parts.machine ? (parts.extra ?? 'version: 1\n') : floor + (parts.extra ?? ''), '/w/.plimsoll.yaml'), trusted: true, rules, root: '/w',
      nested: parts.nested ? [file(parts.nested, '/w/a/.plimsoll.yaml')] : [],
      ...(parts.settings ? { settings: file(parts.settings, 'settings') } : {}),
      ...(parts.machine ? { machine: file(parts.machine, '/etc/plimsoll/config.yaml') } : {}),
    }).policy;
    const own = `ignore: [{ rule: ${rule}, image: "ghcr.io/acme/app", reason: x, expires: 2027-01-01 }]\n`;
    expect(found(signature, merged({ nested: off }))).toEqual([`error ${rule}`]);
    expect(found(signature, merged({ settings: `version: 1\nrules: { ${rule}: off }\n` }))).toEqual([`error ${rule}`]);
    expect(found(signature, merged({ extra: own }))).toEqual([]);
    // What the machine demands, no file of a workspace takes back.
    expect(found(signature, merged({ machine: floor, extra: `version: 1\n${own}` }))).toEqual([`error ${rule}`]);
  });
});
