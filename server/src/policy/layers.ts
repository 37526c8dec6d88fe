import type { Concern, Severity } from '../core/finding';
import type { Message } from '../core/message';
import { matchesPath } from '../core/pattern';
import type { Lock } from '../core/policy';
import type { PolicyFile } from './file';
import { locksRule } from './locks';
import { folderOf, relativePath } from './paths';

/** What the merge must know of a rule: the table itself is a layer's neighbour. */
export interface RuleInfo {
  readonly id: string;
  readonly concern: Concern;
  /** The default. */
  readonly severity: Severity | 'off';
}

export interface MergeInput {
  /** The file at the root, or the one that `--config` names. */
  readonly floor?: PolicyFile;
  /** Files between the root and the document, the outermost first. */
  readonly nested?: readonly PolicyFile[];
  /** The person's own settings. */
  readonly settings?: PolicyFile;
  /** What was asked for on the command line of this run. */
  readonly flags?: PolicyFile;
  /** The system's own file. */
  readonly machine?: PolicyFile;
  /** False in an untrusted workspace, whose files only tighten. */
  readonly trusted: boolean;
  /** The table of rules. */
  readonly rules: readonly RuleInfo[];
  /** What nearer files are relative to, when that is not the folder of the floor. */
  readonly root?: string;
}

/** What a layer can find locked before it. */
export type LockedPart = Lock | 'inlineIgnores';

/** Something that a layer said and that does not apply, because it would loosen what stands above it. */
export interface Refused {
  readonly path: string;
  readonly key: string;
  readonly reason: Message;
}

/** One source of policy with its rights. */
export interface Layer {
  readonly file: PolicyFile;
  /** Folder of a nearer file, relative to the root; empty for all others. */
  readonly folder: string;
  readonly isMachine: boolean;
  /** False: whatever it says may only make the policy stricter. */
  readonly mayLoosen: boolean;
  /** Parts in which it may only tighten, even where it may loosen others. */
  readonly locks: ReadonlySet<LockedPart>;
  readonly machine: PolicyFile | undefined;
  readonly rules: ReadonlyMap<string, RuleInfo>;
}

/**
 * In the order in which they apply: the machine's file, the person's settings as the default of what files do not say, the
 * floor, nearer files, flags. Whoever comes later replaces what is there, as far as the rights of the layer go.
 */
export function layersOf(input: MergeInput): readonly Layer[] {
  const { machine, floor, nested = [], settings, flags, trusted } = input;
  const rules = new Map(input.rules.map(rule => [rule.id, rule]));
  const files = [machine, floor, ...nested].filter(file => file !== undefined);
  const common = { machine, rules, folder: '', isMachine: false };
  const layer = (file: PolicyFile, mayLoosen: boolean, above: readonly (PolicyFile | undefined)[]): Layer => ({
    ...common,
    file,
    mayLoosen,
    locks: locksOf(above),
  });
  return [
    ...(machine ? [{ ...layer(machine, true, []), machine: undefined, isMachine: true }] : []),
    ...(settings ? [layer(settings, true, files)] : []),
    ...(floor ? [layer(floor, trusted, [machine])] : []),
    ...nested.map((file, index) => ({
      ...layer(file, trusted && isDelegated(file, input), [machine, floor, ...nested.slice(0, index)]),
      folder: relativePath(rootOf(input), folderOf(file.path)) ?? '',
    })),
    ...(flags ? [layer(flags, true, files)] : []),
  ];
}

/** Whether the layer may make this part of the policy accept more. */
export function loosens({ mayLoosen, locks }: Layer, part: LockedPart): boolean {
  return mayLoosen && !locks.has(part);
}

/** Whether the layer may make a rule milder, or hide its findings. */
export function softens({ mayLoosen, locks, machine, rules }: Layer, rule: string): boolean {
  const guards = new Set([...locks].filter(lock => lock !== 'inlineIgnores'));
  return mayLoosen && !locksRule(guards, rules.get(rule)?.concern) && !isFixed(machine, rule);
}

/** Rules that the machine's file sets to anything but `off`. */
export function fixedRules(machine: PolicyFile | undefined): readonly string[] {
  return Object.keys(machine?.rules ?? {}).filter(rule => isFixed(machine, rule));
}

function isFixed(machine: PolicyFile | undefined, rule: string): boolean {
  const set = machine?.rules;
  return set !== undefined && Object.hasOwn(set, rule) && set[rule] !== 'off';
}

function locksOf(files: readonly (PolicyFile | undefined)[]): ReadonlySet<LockedPart> {
  const locks = new Set<LockedPart>();
  for (const file of files) {
    for (const lock of file?.locked ?? []) locks.add(lock);
    if (file?.inlineIgnores === false) locks.add('inlineIgnores');
  }
  return locks;
}

function rootOf({ root, floor }: MergeInput): string {
  return root ?? (floor ? folderOf(floor.path) : '');
}

/** The root names the file itself, its folder, or a folder around it. */
function isDelegated(file: PolicyFile, input: MergeInput): boolean {
  const path = relativePath(rootOf(input), file.path);
  if (path === undefined) return false;
  return (input.floor?.delegate ?? []).some(glob => matchesPath(glob, path) || matchesPath(glob, folderOf(path)));
}
