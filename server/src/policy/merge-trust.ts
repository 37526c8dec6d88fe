import { message } from '../core/message';
import { coversPattern } from '../core/pattern';
import type { TrustPolicy } from '../core/policy';
import type { TrustKeys } from './file';
import { loosens, type Layer } from './layers';
import type { MergeLog } from './merge-log';

type Trust = TrustPolicy['trust'];

/**
 * A list replaces the whole list above it where the layer may loosen; elsewhere only what both have is left. Of a nearer
 * file that gives one half alone, publishers or references, the other half is not touched.
 */
export function mergeTrust(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const given = layer.file.trust;
  if (!given) return policy;
  const free = loosens(layer, 'trust');
  const whole = layer.folder === '' && givesList(given) ? { publishers: [], references: [], ...given } : given;
  const list = free ? replaced(policy.trust, given) : narrowed(policy.trust, whole, log);
  const strict = given.strict === undefined || (!free && policy.trust.strict) ? policy.trust.strict : given.strict;
  for (const key of ['publishers', 'references', 'strict'] as const) if (given[key] !== undefined) log.note(`trust.${key}`, free);
  return { ...policy, trust: { ...list, strict } };
}

/** Nothing that the machine's list does not have is trusted, whatever was said since. */
export function boundTrust(policy: TrustPolicy, machine: TrustKeys | undefined): TrustPolicy {
  if (!machine) return policy;
  const strict = policy.trust.strict || machine.strict === true;
  if (!givesList(machine)) return { ...policy, trust: { ...policy.trust, strict } };
  const publishers = (policy.trust.publishers ?? []).filter(id => machine.publishers?.includes(id));
  const references = intersection(policy.trust.references, machine.references ?? []);
  return { ...policy, trust: { publishers, references, strict } };
}

function givesList({ publishers, references }: TrustKeys): boolean {
  return publishers !== undefined || references !== undefined;
}

/** Where a list is, `publishers` is never absent, so that an empty list is not taken for none. */
function replaced(trust: Trust, given: TrustKeys): Trust {
  if (!givesList(given)) return trust;
  return { publishers: given.publishers ?? [], references: given.references ?? [], strict: trust.strict };
}

function narrowed(trust: Trust, given: TrustKeys, log: MergeLog): Trust {
  const { publishers: now } = trust;
  // Where nobody gave a list, a new one restricts. Its references would also silence rules, so none of them counts.
  const created = given.publishers ?? (given.references ? [] : undefined);
  const publishers = now && given.publishers ? now.filter(id => given.publishers?.includes(id)) : (now ?? created);
  const references = given.references ? intersection(trust.references, given.references) : trust.references;
  for (const id of given.publishers ?? []) if (!publishers?.includes(id)) log.refuse('trust.publishers', notTrusted(id));
  for (const pattern of given.references ?? []) {
    if (!references.includes(pattern)) log.refuse('trust.references', notTrusted(pattern));
  }
  return { ...(publishers ? { publishers } : {}), references, strict: trust.strict };
}

function notTrusted(what: string) {
  return message('{0} is not trusted above this file', what);
}

/** Patterns of either list that lie within a pattern of the other. */
function intersection(some: readonly string[], others: readonly string[]): readonly string[] {
  const within = (pattern: string, list: readonly string[]) => list.some(wide => coversPattern(wide, pattern));
  return [...new Set([...some.filter(one => within(one, others)), ...others.filter(one => within(one, some))])];
}
