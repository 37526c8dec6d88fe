import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../server/src/core/finding';
import { coversPattern } from '../../server/src/core/pattern';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { nobody, type AcceptedSigner } from '../../server/src/core/accepted-signer';
import { acceptedSigners, requiresSignature } from '../../server/src/core/policy-signers';
import { isTrusted } from '../../server/src/core/policy-trust';
import type { ImageReference } from '../../server/src/core/reference';
import { explainPolicy } from '../../server/src/policy/explain';
import type { PolicyKeys } from '../../server/src/policy/file';
import { mergePolicies, type MergeInput, type RuleInfo } from '../../server/src/policy/merge';
import type { PolicyFile } from '../../server/src/policy/parse';
import { certificateLike, newPublicKey } from '../support/keys';
import { policyOfSettings } from '../../server/src/policy/settings-layer';

export const rules: readonly RuleInfo[] = [
  { id: 'tag-latest', concern: 'pinning', severity: 'warning' },
  { id: 'tag-not-pinned', concern: 'pinning', severity: 'information' },
  { id: 'publisher-unknown', concern: 'publisher', severity: 'warning' },
  { id: 'signature-missing', concern: 'signature', severity: 'off' },
];

const root = (keys: PolicyKeys): PolicyFile => ({ path: '/w/.plimsoll.yaml', ...keys });
const near = (keys: PolicyKeys): PolicyFile => ({ path: '/w/team/.plimsoll.yaml', ...keys });
const person = (keys: PolicyKeys): PolicyFile => ({ path: 'settings', ...keys });
/** Settings have these keys and no others. */
const settingsOf = ({ rules: levels = {}, trust = {}, formats = {} }: PolicyKeys): PolicyFile =>
  policyOfSettings({ rules: levels, trust: { references: [], strict: false, ...trust }, formats });
const system = (keys: PolicyKeys): PolicyFile => ({ path: '/etc/plimsoll/config.yaml', ...keys });
const merged = (input: Partial<MergeInput>) => mergePolicies({ trusted: true, rules, ...input });
const policyOf = (input: Partial<MergeInput>): TrustPolicy => merged(input).policy;

describe('rules', () => {
  it('of a nearer file apply when they are at least as grave', () => {
    const floor = root({ rules: { 'tag-latest': 'warning' } });
    expect(policyOf({ floor, nested: [near({ rules: { 'tag-latest': 'error' } })] }).rules['tag-latest']).toBe('error');
    expect(policyOf({ floor, nested: [near({ rules: { 'tag-latest': 'off' } })] }).rules['tag-latest']).toBe('warning');
    expect(policyOf({ nested: [near({ rules: { 'tag-latest': 'information' } })] }).rules).toEqual({});
  });

  it('of a file that the root names may be milder, but not where the root locks', () => {
    const nested = [near({ rules: { 'tag-latest': 'off' } })];
    for (const delegate of [['team'], ['*'], ['team/.plimsoll.yaml']]) {
      expect(policyOf({ floor: root({ delegate }), nested }).rules).toEqual({ 'tag-latest': 'off' });
      expect(policyOf({ floor: root({ delegate, locked: ['rules'] }), nested }).rules).toEqual({});
    }
    expect(policyOf({ floor: root({ delegate: ['te'] }), nested }).rules).toEqual({});
  });

  it('of the person are the default of what the file does not say', () => {
    const settings = person({ rules: { 'tag-latest': 'off', 'tag-not-pinned': 'off' } });
    expect(policyOf({ settings, floor: root({ rules: { 'tag-latest': 'warning' } }) }).rules).toEqual({
      'tag-latest': 'warning',
      'tag-not-pinned': 'off',
    });
  });

  it('of a repository that is not trusted only tighten', () => {
    const floor = root({ rules: { 'tag-latest': 'off', 'tag-not-pinned': 'error' } });
    expect(policyOf({ floor, trusted: false }).rules).toEqual({ 'tag-not-pinned': 'error' });
    expect(policyOf({ floor, trusted: true }).rules).toEqual({ 'tag-latest': 'off', 'tag-not-pinned': 'error' });
  });
});

describe('trust', () => {
  it('of a nearer file leaves what both lists have', () => {
    const floor = root({ trust: { publishers: ['a', 'b'], references: ['ghcr.io/acme/**', 'quay.io/x'] } });
    const nested = [near({ trust: { publishers: ['b', 'c'], references: ['ghcr.io/acme/team', 'docker.io/evil/**', 'quay.io/**'] } })];
    const result = merged({ floor, nested });
    expect(result.policy.trust).toEqual({ publishers: ['b'], references: ['quay.io/x', 'ghcr.io/acme/team'], strict: false });
    expect(result.refused.map(({ path, key }) => `${path} ${key}`)).toContain('/w/team/.plimsoll.yaml trust.references');
  });

  it('never becomes "no list" by leaving nothing of one', () => {
    const floor = root({ trust: { references: ['ghcr.io/acme/**'] } });
    const nested = [near({ trust: { references: ['quay.io/x/**'] } })];
    expect(policyOf({ floor, nested }).trust).toEqual({ publishers: [], references: [], strict: false });
  });

  it('of a nearer file silences nothing where the root gives no list', () => {
    const nested = [near({ trust: { publishers: ['a'], references: ['docker.io/evil/**'], strict: true } })];
    expect(policyOf({ nested }).trust).toEqual({ publishers: ['a'], references: [], strict: true });
  });

  it('of the person gives way to the file\'s list as a whole', () => {
    const settings = person({ trust: { references: ['docker.io/mine/**'] } });
    expect(policyOf({ settings }).trust.references).toEqual(['docker.io/mine/**']);
    expect(policyOf({ settings, floor: root({ trust: { publishers: ['a'] } }) }).trust).toEqual({
      publishers: ['a'],
      references: [],
      strict: false,
    });
  });

  it('of a repository that is not trusted adds nobody', () => {
    const floor = root({ trust: { references: ['docker.io/evil/**'] } });
    expect(policyOf({ floor, trusted: false }).trust).toEqual({ publishers: [], references: [], strict: false });
  });

  it('keeps strict', () => {
    const floor = root({ trust: { strict: true } });
    expect(policyOf({ floor, nested: [near({ trust: { strict: false } })] }).trust.strict).toBe(true);
  });
});

describe('the other keys', () => {
  it('ignores count from the root and from delegates, whose paths are their own', () => {
    const entry = { rule: 'tag-latest', path: 'test/**' };
    expect(policyOf({ floor: root({ ignore: [entry] }) }).ignore).toEqual([entry]);
    expect(policyOf({ nested: [near({ ignore: [entry] })] }).ignore).toEqual([]);
    expect(policyOf({ floor: root({ delegate: ['team'] }), nested: [near({ ignore: [entry] })] }).ignore).toEqual([
      { rule: 'tag-latest', path: 'team/test/**' },
    ]);
    expect(policyOf({ floor: root({ ignore: [entry] }), trusted: false }).ignore).toEqual([]);
  });

  it('formats are switched off by the root and the person, and not below a lock', () => {
    const off = { formats: { kubernetes: 'off' } } as const;
    expect(policyOf({ floor: root(off) }).disabledFormats).toEqual(['kubernetes']);
    expect(policyOf({ settings: person(off) }).disabledFormats).toEqual(['kubernetes']);
    expect(policyOf({ nested: [near(off)] }).disabledFormats).toEqual([]);
    expect(policyOf({ settings: person(off), floor: root({ locked: ['rules'] }) }).disabledFormats).toEqual([]);
    expect(policyOf({ floor: root(off), nested: [near({ formats: { kubernetes: 'on' } })] }).disabledFormats).toEqual([]);
  });

  it('signatures are added, and say whether they may name new signers', () => {
    const entry = { images: 'ghcr.io/acme', keyless: { issuer: 'i', identity: 'a' }, required: true };
    const signatures = [entry];
    expect(policyOf({ machine: system({ signatures }), floor: root({ signatures }), nested: [near({ signatures })] }).signatures).toEqual([
      { ...entry, source: '/etc/plimsoll/config.yaml', effect: 'fixed' },
      { ...entry, source: '/w/.plimsoll.yaml' },
      { ...entry, source: '/w/team/.plimsoll.yaml', effect: 'narrows' },
    ]);
    expect(policyOf({ floor: root({ signatures }), trusted: false }).signatures[0]?.effect).toBe('narrows');
  });

  it('upstreams are the root\'s word', () => {
    const upstreams = { 'harbor.example/proxy': 'cgr.dev' };
    expect(policyOf({ floor: root({ upstreams }) }).upstreams).toEqual(upstreams);
    expect(policyOf({ nested: [near({ upstreams })] }).upstreams).toEqual({});
    expect(policyOf({ floor: root({ upstreams }), trusted: false }).upstreams).toEqual({});
  });

  it('the contact is not changed from below', () => {
    expect(policyOf({ floor: root({ contact: 'a' }), nested: [near({ contact: 'evil' })] }).contact).toBe('a');
    expect(policyOf({ nested: [near({ contact: 'b' })] }).contact).toBe('b');
  });
});

describe('the machine\'s file', () => {
  const machine = system({
    rules: { 'tag-latest': 'error' },
    trust: { publishers: ['a'] },
    formats: { kubernetes: 'on' },
    upstreams: { 'harbor.example/proxy': 'docker.io' },
    inlineIgnores: false,
    contact: 'desk',
  });
  it('is loosened by nobody', () => {
    const loose: PolicyKeys = {
      rules: { 'tag-latest': 'off' },
      trust: { publishers: ['a', 'b'], references: ['docker.io/evil/**'], strict: false },
      ignore: [{ rule: 'tag-latest' }],
      formats: { kubernetes: 'off' },
      upstreams: { 'harbor.example/proxy/evil': 'cgr.dev/chainguard', 'evil.example': 'cgr.dev' },
      inlineIgnores: true,
      contact: 'evil',
    };
    const policy = policyOf({ machine, settings: person(loose), floor: root({ ...loose, delegate: ['**'] }), nested: [near(loose)], flags: person(loose) });
    expect(policy).toEqual({
      ...defaultPolicy,
      rules: { 'tag-latest': 'error' },
      fixedRules: ['tag-latest'],
      trust: { publishers: ['a'], references: [], strict: false },
      upstreams: { 'harbor.example/proxy': 'docker.io' },
      inlineIgnores: false,
      contact: 'desk',
    });
  });
});

describe('explainPolicy', () => {
  it('names every effective key with its source', () => {
    const result = merged({
      settings: policyOfSettings({ rules: { 'tag-not-pinned': 'off' }, trust: { references: [], strict: false }, formats: {} }),
      floor: root({ rules: { 'tag-latest': 'error' }, trust: { publishers: ['a', 'b'] } }),
      nested: [near({ trust: { publishers: ['a'] } })],
    });
    const rows = explainPolicy(result, rules).map(({ key, value, from }) => `${key} = ${JSON.stringify(value)} (${from.join(', ')})`);
    expect(rows).toEqual([
      'trust.publishers = ["a"] (/w/.plimsoll.yaml, /w/team/.plimsoll.yaml)',
      'trust.references = [] (built-in)',
      'trust.strict = false (built-in)',
      'rules.tag-latest = "error" (/w/.plimsoll.yaml)',
      'rules.tag-not-pinned = "off" (settings)',
      'rules.publisher-unknown = "warning" (built-in)',
      'rules.signature-missing = "off" (built-in)',
      'inlineIgnores = true (built-in)',
      'locked = [] (built-in)',
    ]);
  });
});

const severity = fc.constantFrom<Severity | 'off'>('off', 'information', 'warning', 'error');
const pattern = fc.constantFrom('ghcr.io/acme', 'ghcr.io/acme/*', 'ghcr.io/**', 'ghcr.io/acme/app', 'quay.io/**', 'docker.io/library/node:20');
const publishers = fc.subarray(['a', 'b', 'c']);
const keyless = fc.record(
  { issuer: fc.constantFrom('i', 'j'), identity: fc.constantFrom('a', 'b'), sourceRepository: fc.constantFrom('r', 's'), layout: fc.constant('docker-builder' as const) },
  { requiredKeys: ['issuer', 'identity'] },
);
/** Two keys and two certificates; the policy names them by file or has them itself. */
const pems = [newPublicKey(), newPublicKey()];
const roots = [certificateLike('one'), certificateLike('two')];
const texts = new Map([...pems.map((pem, index) => [`/key${index}.pub`, pem] as const), ...roots.map((pem, index) => [`/root${index}.pem`, pem] as const)]);
const materialOf = (given: readonly string[], file: string) =>
  fc.constantFrom(...given.map(pem => ({ pem })), ...given.map((_, index) => ({ file: `/${file.replace('*', String(index))}`, name: 'x' })), { file: '/missing', name: 'x' });
const namedKey = fc.record(
  { material: materialOf(pems, 'key*.pub'), ignoreTlog: fc.boolean(), exactRepository: fc.boolean(), layout: fc.constant('docker-hardened' as const) },
  { requiredKeys: ['material', 'ignoreTlog'] },
);
const certificates = fc.array(materialOf(roots, 'root*.pem'), { minLength: 1, maxLength: 2 });
const notation = fc.record(
  { level: fc.constantFrom('strict' as const, 'audit' as const), identities: fc.subarray(['*', 'x509.subject: O=a'], { minLength: 1 }), stores: fc.record({ ca: certificates, tsa: certificates }, { requiredKeys: ['ca'] }), verifyTimestamp: fc.constant('afterCertExpiry' as const) },
  { requiredKeys: ['level', 'identities', 'stores'] },
);
const requirement = fc.record(
  { images: pattern, keyless, key: namedKey, notation, nobody: fc.constant(true as const), required: fc.boolean() },
  { requiredKeys: ['images', 'required'] },
);
const anyKeys: fc.Arbitrary<PolicyKeys> = fc.record(
  {
    rules: fc.dictionary(fc.constantFrom(...rules.map(({ id }) => id)), severity),
    trust: fc.record({ publishers, references: fc.subarray(['ghcr.io/acme', 'ghcr.io/**', 'ghcr.io/acme/*', 'quay.io/x']), strict: fc.boolean() }, { requiredKeys: [] }),
    ignore: fc.array(fc.record({ rule: fc.constantFrom('tag-latest', 'publisher-unknown') }), { maxLength: 2 }),
    formats: fc.dictionary(fc.constantFrom('kubernetes', 'dockerfile'), fc.constantFrom<'on' | 'off'>('on', 'off')),
    signatures: fc.array(requirement, { maxLength: 2 }),
    upstreams: fc.dictionary(fc.constantFrom('quay.io/x', 'harbor.example'), fc.constantFrom('docker.io', 'ghcr.io')),
    locked: fc.subarray(['trust', 'rules', 'signatures'] as const),
    inlineIgnores: fc.boolean(),
  },
  { requiredKeys: [] },
);
const subjects: readonly ImageReference[] = ['acme/app', 'acme/x/y', 'other/app'].flatMap((repository) =>
  ['ghcr.io', 'quay.io', 'harbor.example'].map((registry) => ({ registry, repository })),
);

const builtIn: readonly AcceptedSigner[] = [
  { kind: 'keyless', issuer: 'i', identity: 'vendor', source: 'vendor' },
  { kind: 'keyless', issuer: 'i', identity: 'a', source: 'vendor' },
  { kind: 'key', name: 'vendor', pem: pems[0] as string, ignoreTlog: true, validFrom: '2025-01-01T00:00:00Z', layout: 'docker-hardened', source: 'vendor' },
  { kind: 'notation', name: 'person', level: 'strict', identities: ['*'], stores: { ca: [roots[0] as string] }, source: 'notation' },
];

/** Whether `wide` accepts all that `one` accepts, told without the code that joins them. */
function acceptsAll(wide: AcceptedSigner, one: AcceptedSigner): boolean {
  if (wide.kind === 'keyless' && one.kind === 'keyless') {
    const bound = (['identity', 'identityRegexp', 'sourceRepository', 'layout'] as const).every((part) => wide[part] === undefined || wide[part] === one[part]);
    return bound && wide.issuer === one.issuer && wide.layout === one.layout;
  }
  if (wide.kind === 'key' && one.kind === 'key') {
    const demands = (!one.ignoreTlog || wide.ignoreTlog) && (!wide.exactRepository || one.exactRepository === true) && (wide.validFrom === undefined || (one.validFrom ?? '') >= wide.validFrom);
    return demands && wide.pem === one.pem && wide.layout === one.layout;
  }
  if (wide.kind !== 'notation' || one.kind !== 'notation') return false;
  const isSame = (some: readonly string[] = [], others: readonly string[] = []) => [...new Set(some)].sort().join() === [...new Set(others)].sort().join();
  const stores = (['ca', 'signingAuthority', 'tsa'] as const).every((kind) => isSame(wide.stores[kind], one.stores[kind]));
  return stores && isSame(wide.identities, one.identities) && wide.level === one.level && wide.verifyTimestamp === one.verifyTimestamp;
}

/** Every way in which `loose` accepts something that `strict` does not. */
function weaknesses(strict: TrustPolicy, loose: TrustPolicy): string[] {
  const rank = ['off', 'information', 'warning', 'error'];
  const gravity = (policy: TrustPolicy, { id, severity: byDefault }: RuleInfo) => rank.indexOf(policy.rules[id] ?? byDefault);
  const wasList = strict.trust.publishers !== undefined;
  return [
    ...rules.filter((rule) => gravity(loose, rule) < gravity(strict, rule)).map(({ id }) => `rule ${id}`),
    ...(strict.trust.strict && !loose.trust.strict ? ['strict'] : []),
    ...(strict.inlineIgnores || !loose.inlineIgnores ? [] : ['inlineIgnores']),
    ...loose.ignore.slice(strict.ignore.length).map(({ rule }) => `ignore ${rule}`),
    ...loose.disabledFormats.filter((id) => !strict.disabledFormats.includes(id)),
    ...strict.locked.filter((lock) => !loose.locked.includes(lock)),
    ...(wasList && loose.trust.publishers === undefined ? ['no list'] : []),
    ...(wasList ? (loose.trust.publishers ?? []).filter((id) => !strict.trust.publishers?.includes(id)) : []),
    ...loose.trust.references.filter((one) => !strict.trust.references.some((wide) => coversPattern(wide, one))),
    ...subjects.flatMap((subject) => {
      const before = acceptedSigners(subject, strict, builtIn, texts);
      const after = acceptedSigners(subject, loose, builtIn, texts);
      return [
        ...(before.length > 0 && after.length === 0 ? ['anybody'] : []),
        ...after.filter((one) => one !== nobody && !before.some((wide) => acceptsAll(wide, one))).map((one) => `signer ${JSON.stringify(one)}`),
        ...(requiresSignature(subject, strict) && !requiresSignature(subject, loose) ? ['required'] : []),
        ...(isTrusted(subject, undefined, loose) && !isTrusted(subject, undefined, strict) ? [`trust ${subject.repository}`] : []),
      ];
    }),
  ];
}

describe('merging, in general', () => {
  it('a nearer file never makes the policy accept what the floor rejects', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, anyKeys, (floor, first, second) => {
        const before = policyOf({ floor: root(floor) });
        const nested = [near(first), { ...near(second), path: '/w/team/x/.plimsoll.yaml' }];
        expect(weaknesses(before, policyOf({ floor: root(floor), nested }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('an untrusted repository never loosens what the person and the machine say', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, anyKeys, anyKeys, (machine, settings, floor, nested) => {
        const layers = { machine: system(machine), settings: settingsOf(settings), trusted: false };
        const after = policyOf({ ...layers, floor: root(floor), nested: [near(nested)] });
        expect(weaknesses(policyOf(layers), after)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('nobody loosens the machine\'s file', () => {
    fc.assert(
      fc.property(anyKeys, anyKeys, anyKeys, anyKeys, (machine, settings, floor, flags) => {
        // What it does not speak of is the others' to say.
        const given = system({ ...machine, trust: { publishers: ['a'], ...machine.trust } });
        const alone = policyOf({ machine: given });
        const after = policyOf({ machine: given, settings: settingsOf(settings), floor: root(floor), flags: person(flags) });
        const isSilent = (rule: string) => given.rules?.[rule] === undefined || given.rules[rule] === 'off';
        const allowed = [
          ...rules.filter(({ id }) => isSilent(id)).flatMap(({ id }) => [`rule ${id}`, `ignore ${id}`]),
          ...['kubernetes', 'dockerfile'].filter((id) => given.formats?.[id] !== 'on'),
          ...(given.inlineIgnores === false ? [] : ['inlineIgnores']),
        ];
        const weak = weaknesses(alone, after).filter((one) => !allowed.includes(one) && !one.startsWith('signer '));
        expect(weak).toEqual([]);
        for (const subject of subjects) {
          const named = acceptedSigners(subject, alone, [], texts);
          const now = acceptedSigners(subject, after, [], texts);
          // Also where the machine names somebody who cannot be read: then it accepts nobody.
          if (named.length === 0) continue;
          expect(now).not.toEqual([]);
          expect(now.filter((one) => one !== nobody && !named.some((wide) => acceptsAll(wide, one)))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
