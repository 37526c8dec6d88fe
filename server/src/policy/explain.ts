import type { Material } from '../core/named-signer';
import type { SignatureRequirement } from '../core/policy';
import type { RuleInfo } from './layers';
import type { MergedPolicy } from './merge';

/** One effective key. */
export interface ExplainedKey {
  /** Dotted, as in the file. */
  readonly key: string;
  /** As JSON would have it. */
  readonly value: unknown;
  /** Who says so; `built-in` where nobody does. */
  readonly from: readonly string[];
}

const builtIn: readonly string[] = ['built-in'];

/** What applies and where it comes from, for `check --print-config`: every rule, and every other key that somebody gave. */
export function explainPolicy({ policy, origins }: MergedPolicy, rules: readonly RuleInfo[]): readonly ExplainedKey[] {
  const row = (key: string, value: unknown): ExplainedKey => ({ key, value, from: origins.get(key) ?? builtIn });
  const { trust } = policy;
  const named = Object.keys(policy.rules).filter(id => !rules.some(rule => rule.id === id));
  const severities = [...rules.map(({ id, severity }) => [id, severity] as const), ...named.map(id => [id, 'off'] as const)];
  return [
    row('trust.publishers', trust.publishers ?? null),
    row('trust.references', trust.references),
    row('trust.strict', trust.strict),
    ...severities.map(([id, severity]) => row(`rules.${id}`, Object.hasOwn(policy.rules, id) ? policy.rules[id] : severity)),
    ...policy.ignore.map((entry, index) => row(`ignore[${index}]`, entry)),
    ...policy.disabledFormats.map(id => row(`formats.${id}`, 'off')),
    ...policy.signatures.map((entry, index) => row(`signatures[${index}]`, explainSignature(entry))),
    ...Object.entries(policy.upstreams).map(([cache, registry]) => row(`upstreams.${cache}`, registry)),
    row('inlineIgnores', policy.inlineIgnores),
    row('locked', policy.locked),
    ...(policy.contact === undefined ? [] : [row('contact', policy.contact)]),
  ];
}

/** A file by the name that the policy has for it: what stands in it is not shown. */
function explainSignature({ images, keyless, key, notation, nobody, required }: SignatureRequirement): object {
  const { material, ...rest } = key ?? {};
  const stores = Object.entries(notation?.stores ?? {}).map(([kind, materials]) => ({ [kind]: materials.map(shown) }));
  return {
    images,
    ...(keyless ? { keyless } : {}),
    ...(material ? { key: { ...shownKey(material), ...rest } } : {}),
    ...(notation ? { notation: { ...notation, stores: undefined, ...Object.assign({}, ...stores) as object } } : {}),
    ...(nobody ? { nobody } : {}),
    required,
  };
}

function shownKey(material: Material): object {
  return 'file' in material ? { file: material.name } : { pem: material.pem };
}

function shown(material: Material): string {
  return 'file' in material ? material.name : material.pem;
}
