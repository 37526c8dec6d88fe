import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/core/finding';
import { nobody } from '../../server/src/core/accepted-signer';
import { acceptedSigners, requiresSignature } from '../../server/src/core/policy-signers';
import { isTrusted } from '../../server/src/core/policy-trust';
import type { TrustPolicy } from '../../server/src/core/policy';
import { known } from '../../server/src/core/fact';
import { mayIgnoreInline, mayLoosen } from '../../server/src/policy/locks';
import { mergePolicies } from '../../server/src/policy/merge';
import { parsePolicyFile, type PolicyFile } from '../../server/src/policy/parse';
import { rules } from '../../server/src/rules';
import { checkText } from '../support/drawn-findings';
import { certificateLike, newPublicKey } from '../support/keys';

/**
 * (nested file, inline comment, user setting, flag, light bulb) x (trust, rules, signatures, inlineIgnores).
 * Each case is a way to have less reported or more accepted. It must work while nothing is locked, or the test would prove
 * nothing, and must do nothing once the floor locks the part.
 */
const image = { registry: 'docker.io', repository: 'somebody/app', tag: 'latest' };
const dockerfile = 'FROM somebody/app:latest\n';
const builtIn = [{ kind: 'keyless' as const, issuer: 'i', identity: 'vendor', source: 'vendor' }];
const files = ['/w/team/', ''].flatMap(folder => [[`${folder}evil.pub`, newPublicKey()], [`${folder}evil.pem`, certificateLike('evil')]] as const);
const texts = new Map(files);
const signatureFinding = { rule: 'signature-missing', concern: 'signature' } as const satisfies Partial<Finding>;

const base = 'trust: { publishers: [chainguard], strict: true }\nrules: { publisher-unknown: error, tag-latest: error }\n' +
  'signatures: [{ images: "docker.io/somebody/**", keyless: { issuer: i, identity: good }, required: true }]\n';
const open = `version: 1\ndelegate: [team]\n${base}`;
const locks = {
  trust: `${open}locked: [trust]\n`,
  rules: `${open}locked: [rules]\n`,
  signatures: `${open}locked: [signatures]\n`,
  inlineIgnores: `${open}inlineIgnores: false\n`,
} as const;
type Part = keyof typeof locks;

interface Scene {
  readonly floor: string;
  readonly nested?: string;
  readonly settings?: string;
  readonly flags?: string;
  readonly text?: string;
}

function file(text: string | undefined, path: string): PolicyFile | undefined {
  if (text === undefined) return undefined;
  const { policy, problems } = parsePolicyFile(text, path);
  expect(problems).toEqual([]);
  return policy;
}

function policyOf({ floor, nested, settings, flags }: Scene): TrustPolicy {
  const [floorFile, nestedFile, settingsFile, flagsFile] = [
    file(floor, '/w/.plimsoll.yaml'), file(nested, '/w/team/.plimsoll.yaml'), file(settings, 'settings'), file(flags, 'command line'),
  ];
  return mergePolicies({
    trusted: true,
    rules,
    ...(floorFile ? { floor: floorFile } : {}),
    ...(nestedFile ? { nested: [nestedFile] } : {}),
    ...(settingsFile ? { settings: settingsFile } : {}),
    ...(flagsFile ? { flags: flagsFile } : {}),
  }).policy;
}

/** What is reported and accepted in a scene, as far as it concerns each part. */
function outcome(scene: Scene): Record<Part, readonly string[]> {
  const policy = policyOf(scene);
  const { findings } = checkText(scene.text ?? dockerfile, {
    path: 'team/Dockerfile',
    policy,
    facts: { publisher: known({ kind: 'unknown-namespace', hub: true, namespace: 'somebody' }) },
  });
  const reported = findings.map(({ rule, severity }) => `${severity} ${rule}`);
  const publisher = reported.filter((one) => one.includes('publisher'));
  return {
    trust: [...publisher, `strict ${policy.trust.strict}`, `trusted ${isTrusted(image, undefined, policy)}`],
    rules: [...reported, `formats off ${policy.disabledFormats.length}`],
    signatures: [
      `required ${requiresSignature(image, policy)}`,
      ...acceptedSigners(image, policy, builtIn, texts).filter(signer => signer !== nobody).map(signer => `signer ${signer.kind} ${signer.kind === 'keyless' ? signer.identity : signer.name}`),
      `rule ${policy.rules['signature-missing'] ?? 'default'}`,
    ],
    inlineIgnores: reported,
  };
}

/** A signer whom not all name is no signer, so a second voice may leave nobody; it never adds anybody. */
function expectNotWeaker(part: Part, now: ReturnType<typeof outcome>, plain: ReturnType<typeof outcome>): void {
  if (part === 'signatures') expect(plain[part]).toEqual(expect.arrayContaining([...now[part]]));
  else expect(now[part]).toEqual(plain[part]);
}

const loosenTrust = 'version: 1\ntrust: { references: ["docker.io/somebody/**"], strict: false }\n';
const loosenRules = 'version: 1\nrules: { publisher-unknown: off, tag-latest: off }\nformats: { dockerfile: off }\n';
const loosenSigners = 'version: 1\nsignatures: [{ images: "docker.io/somebody/**", keyless: { issuer: i, identity: evil } }]\n';
const loosenKeys = 'version: 1\nsignatures: [{ images: "docker.io/somebody/**", key: { file: evil.pub, ignoreTlog: true } }]\n';
const loosenNotation = 'version: 1\nsignatures: [{ images: "docker.io/somebody/**", notation: { identities: ["*"], ca: [evil.pem], level: audit } }]\n';
const ignoreInFile = 'version: 1\nignore: [{ rule: tag-latest }, { rule: publisher-unknown }]\n';
const commented = (rule: string) => `# plimsoll-ignore-next-line ${rule}: please\n${dockerfile}`;

const attempts: readonly (readonly [string, Part, Omit<Scene, 'floor'>])[] = [
  ['a nested file', 'trust', { nested: loosenTrust }],
  ['a nested file', 'rules', { nested: loosenRules }],
  ['a nested file with ignores', 'rules', { nested: ignoreInFile }],
  ['a nested file', 'signatures', { nested: loosenSigners }],
  ['a nested file with a key', 'signatures', { nested: loosenKeys }],
  ['a nested file with Notation', 'signatures', { nested: loosenNotation }],
  ['a nested file with a rule of trust', 'trust', { nested: 'version: 1\nrules: { publisher-unknown: off }\n' }],
  ['a nested file with an ignore of trust', 'trust', { nested: 'version: 1\nignore: [{ rule: publisher-unknown }]\n' }],
  ['a flag', 'trust', { flags: loosenTrust }],
  ['a flag', 'rules', { flags: loosenRules }],
  ['a flag', 'signatures', { flags: loosenSigners }],
  ['a flag with a key', 'signatures', { flags: loosenKeys }],
  ['a flag with Notation', 'signatures', { flags: loosenNotation }],
  ['an inline comment', 'rules', { text: commented('tag-latest') }],
  ['an inline comment', 'trust', { text: commented('publisher-unknown') }],
  ['an inline comment', 'inlineIgnores', { text: commented('tag-latest') }],
  ['a comment for the file', 'inlineIgnores', { text: `# plimsoll-ignore-file tag-latest: please\n${dockerfile}` }],
  ['a comment for hadolint', 'inlineIgnores', { text: `# hadolint ignore=DL3007,DL3026\n${dockerfile}` }],
  ['a nested file that wants comments back', 'inlineIgnores', { nested: 'version: 1\ninlineIgnores: true\n', text: commented('tag-latest') }],
  ['a flag that wants comments back', 'inlineIgnores', { flags: 'version: 1\ninlineIgnores: true\n', text: commented('tag-latest') }],
  ['a setting that wants comments back', 'inlineIgnores', { settings: 'version: 1\ninlineIgnores: true\n', text: commented('tag-latest') }],
];

describe('what the floor locks', () => {
  it.each(attempts)('%s cannot weaken: %s', (_, part, scene) => {
    const plain = outcome({ floor: open });
    expect(outcome({ floor: open, ...scene })[part]).not.toEqual(plain[part]);
    expectNotWeaker(part, outcome({ floor: locks[part], ...scene }), plain);
  });

  // What the floor says a setting never replaces; here the floor is silent and only locks.
  it.each([
    ['trust', loosenTrust],
    ['rules', loosenRules],
    ['rules', 'version: 1\nignore: [{ rule: tag-latest }]\n'],
    ['signatures', loosenSigners],
    ['signatures', loosenKeys],
    ['signatures', loosenNotation],
  ] as const)('a user setting cannot weaken: %s', (part, settings) => {
    const silent = 'version: 1\n';
    const locked = `${silent}locked: [${part}]\n`;
    const plain = outcome({ floor: locked });
    expect(outcome({ floor: silent, settings })[part]).not.toEqual(outcome({ floor: silent })[part]);
    expectNotWeaker(part, outcome({ floor: locked, settings }), plain);
  });

  it.each([
    ['trust', loosenTrust],
    ['rules', 'version: 1\nrules: { publisher-unknown: off, tag-latest: off }\n'],
    ['signatures', loosenSigners],
    ['signatures', loosenKeys],
    ['signatures', loosenNotation],
  ] as const)('a user setting never replaces what the file says, locked or not: %s', (part, settings) => {
    for (const floor of [open, locks[part]]) expect(outcome({ floor, settings })[part]).toEqual(outcome({ floor })[part]);
  });

  it.each([
    ['trust', { rule: 'publisher-unknown', concern: 'publisher' }],
    ['rules', { rule: 'tag-latest', concern: 'pinning' }],
    ['signatures', signatureFinding],
    ['inlineIgnores', { rule: 'tag-latest', concern: 'pinning' }],
  ] as const)('the light bulb cannot weaken: %s', (part, finding) => {
    const before = policyOf({ floor: open });
    const policy = policyOf({ floor: locks[part] });
    expect(mayIgnoreInline(before, finding)).toBe(true);
    expect(mayIgnoreInline(policy, finding)).toBe(false);
    if (part === 'inlineIgnores') return;
    expect(mayLoosen(before, part)).toBe(true);
    expect(mayLoosen(policy, part)).toBe(false);
  });

  it('stays open where another part is locked', () => {
    const policy = policyOf({ floor: locks.trust });
    expect(mayIgnoreInline(policy, { rule: 'tag-latest', concern: 'pinning' })).toBe(true);
    expect(mayLoosen(policy, 'rules')).toBe(true);
  });

  it('may always be tightened', () => {
    for (const floor of Object.values(locks)) {
      const tight = 'version: 1\nrules: { tag-not-pinned: error }\ntrust: { publishers: [] }\ninlineIgnores: false\n';
      const policy = policyOf({ floor, nested: tight });
      expect(policy).toMatchObject({ rules: { 'tag-not-pinned': 'error' }, trust: { publishers: [] }, inlineIgnores: false });
    }
  });
});
