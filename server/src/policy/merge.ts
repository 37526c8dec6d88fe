/**
 * Merges what the machine, the person and the team's files say (contract, section 3). "Tighten" means, key by key:
 *
 * - `rules`: a severity at least as grave as the one in force; naming the default is tighter than silence, since a rule
 *   that nobody sets may be milder in some cases.
 * - `trust`: the lists are intersected, `strict` can only become true.
 * - `ignore`: every entry loosens, so none is taken.
 * - `formats`: only `on`.
 * - `signatures`: requirements are added; of the signers only those remain whom all name.
 * - `upstreams`: every entry may make an image look like another one, so none is taken.
 * - `inlineIgnores`: only false. `locked`: more locks.
 */
import { compareSeverity, type Severity } from '../core/finding';
import { message } from '../core/message';
import { coversPattern } from '../core/pattern';
import { defaultPolicy, type IgnoreEntry, type TrustPolicy } from '../core/policy';
import { fixedRules, layersOf, loosens, softens, type Layer, type MergeInput, type Refused } from './layers';
import { logFor, type MergeLog, type Origins } from './merge-log';
import { boundTrust, mergeTrust } from './merge-trust';

export type { MergeInput, Refused, RuleInfo } from './layers';

export interface MergedPolicy {
  readonly policy: TrustPolicy;
  /** Paths (or `settings`, and so on: the `path` of the layer) by key. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
  /** What was said and does not apply. */
  readonly refused: readonly Refused[];
}

type Merge = (policy: TrustPolicy, layer: Layer, log: MergeLog) => TrustPolicy;

const parts: readonly Merge[] = [
  mergeTrust, mergeRules, mergeIgnore, mergeFormats, mergeSignatures, mergeUpstreams, mergeSwitches,
];

/** Pure; the same input gives the same policy. */
export function mergePolicies(input: MergeInput): MergedPolicy {
  const origins: Origins = new Map();
  const refused: Refused[] = [];
  let policy = defaultPolicy;
  for (const layer of layersOf(input)) {
    const log = logFor(layer, origins, refused);
    policy = parts.reduce((merged, part) => part(merged, layer, log), policy);
  }
  const fixed = fixedRules(input.machine);
  const bound = boundTrust(policy, input.machine?.trust);
  return { policy: fixed.length === 0 ? bound : { ...bound, fixedRules: fixed }, origins, refused };
}

function mergeRules(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const rules = new Map(Object.entries(policy.rules));
  for (const [id, severity] of Object.entries(layer.file.rules ?? {})) {
    const inForce = rules.get(id) ?? layer.rules.get(id)?.severity ?? 'off';
    if (!softens(layer, id) && isMilder(severity, inForce)) {
      log.refuse(`rules.${id}`, message('{0} is milder than {1}, which is in force', severity, inForce));
      continue;
    }
    if (rules.get(id) !== severity) log.note(`rules.${id}`, true);
    rules.set(id, severity);
  }
  return { ...policy, rules: Object.fromEntries(rules) };
}

function isMilder(a: Severity | 'off', b: Severity | 'off'): boolean {
  if (a === 'off' || b === 'off') return a === 'off' && b !== 'off';
  return compareSeverity(a, b) < 0;
}

function mergeIgnore(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const added: IgnoreEntry[] = [];
  for (const entry of layer.file.ignore ?? []) {
    if (!softens(layer, entry.rule)) {
      log.refuse('ignore', message('findings of {0} cannot be hidden here', entry.rule));
      continue;
    }
    log.note(`ignore[${policy.ignore.length + added.length}]`, true);
    added.push(placedIgnore(entry, layer.folder));
  }
  return { ...policy, ignore: [...policy.ignore, ...added] };
}

/** An entry as it applies from the root: a nearer file's globs are relative to itself. */
export function placedIgnore(entry: IgnoreEntry, folder: string): IgnoreEntry {
  return folder === '' ? entry : { ...entry, path: below(folder, entry.path) };
}

function below(folder: string, glob = '**'): string {
  return `${folder}/${glob.replace(/^(?:\.?\/)+/, '')}`;
}

/** Any lock keeps formats on: a document that is not read is not judged. */
function mergeFormats(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const disabled = new Set(policy.disabledFormats);
  for (const [id, state] of Object.entries(layer.file.formats ?? {})) {
    const kept = layer.machine?.formats?.[id] === 'on' || layer.locks.size > 0 || !layer.mayLoosen;
    if (state === 'off' && kept && !disabled.has(id)) {
      log.refuse(`formats.${id}`, message('{0} cannot be switched off here', id));
      continue;
    }
    log.note(`formats.${id}`, true);
    if (state === 'off') disabled.add(id);
    else disabled.delete(id);
  }
  return { ...policy, disabledFormats: [...disabled] };
}

function mergeSignatures(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const effect = layer.isMachine ? 'fixed' : loosens(layer, 'signatures') ? undefined : 'narrows';
  const added = (layer.file.signatures ?? []).map((entry, index) => {
    log.note(`signatures[${policy.signatures.length + index}]`, true);
    return { ...entry, source: layer.file.path, ...(effect ? { effect } as const : {}) };
  });
  return { ...policy, signatures: [...policy.signatures, ...added] };
}

function mergeUpstreams(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const upstreams = new Map(Object.entries(policy.upstreams));
  const { machine } = layer;
  const fixed = Object.keys(machine?.upstreams ?? {});
  for (const [cache, registry] of Object.entries(layer.file.upstreams ?? {})) {
    const bound = machine?.trust !== undefined || fixed.some(key => coversPattern(key, cache) || coversPattern(cache, key));
    if (!loosens(layer, 'trust') || bound) {
      log.refuse(`upstreams.${cache}`, message('what {0} stands for cannot be said here', cache));
      continue;
    }
    log.note(`upstreams.${cache}`, true);
    upstreams.set(cache, registry);
  }
  return { ...policy, upstreams: Object.fromEntries(upstreams) };
}

function mergeSwitches(policy: TrustPolicy, layer: Layer, log: MergeLog): TrustPolicy {
  const { inlineIgnores, locked, contact } = layer.file;
  const takesInline = inlineIgnores === false || (inlineIgnores === true && loosens(layer, 'inlineIgnores'));
  const takesContact = contact !== undefined && (policy.contact === undefined || (layer.mayLoosen && !layer.machine?.contact));
  if (inlineIgnores === true && !takesInline && !policy.inlineIgnores) {
    log.refuse('inlineIgnores', message('ignore comments are switched off above this file'));
  }
  if (takesInline) log.note('inlineIgnores', true);
  if (takesContact) log.note('contact', true);
  if (locked) log.note('locked', false);
  return {
    ...policy,
    ...(takesInline ? { inlineIgnores } : {}),
    ...(takesContact ? { contact } : {}),
    locked: [...new Set([...policy.locked, ...(locked ?? [])])],
  };
}
