import { render } from '../core/message';
import { baseName } from '../core/path';
import type { TrustPolicy } from '../core/policy';
import type { FilesPort } from '../core/ports';
import { locksRule, type RuleOrFinding } from '../policy/locks';
import { mergePolicies, type MergedPolicy } from '../policy/merge';
import { parsePolicyFile, type PolicyFile, type PolicyProblem } from '../policy/parse';
import { policyFileName, policyPaths, relativePath } from '../policy/paths';
import { withEntry } from '../policy/trust-entry';
import { policyOfSettings, type PolicySettings } from '../policy/settings-layer';
import { rules } from '../rules';
import type { TrustList } from './image-service';
import { policyWords } from './policy-words';

export interface PolicyQuestion {
  /** The workspace folder; undefined for a document outside of any, and for one that is on no disk. */
  readonly folder: string | undefined;
  /** Absolute, with `/`. */
  readonly path: string;
  /** The person's own settings. */
  readonly settings: PolicySettings;
  /** A repository's file loosens only in a trusted workspace. */
  readonly trusted: boolean;
  /** What the machine's own files demand; nothing loosens it. */
  readonly machine?: PolicyFile;
}

export interface LoadedPolicy {
  readonly policy: TrustPolicy;
  /** The document's path relative to the root, with `/`. */
  readonly path: string;
  /** English, for the log. */
  readonly problems: readonly string[];
  /** What the command line would go by: without the person's own settings. Absent outside of a workspace folder. */
  readonly onCommandLine?: () => TrustPolicy;
  /** Absent where nothing can be added to it. */
  readonly trustList?: TrustList;
}

const mostFolders = 100;

/** Where the texts of policy files come from. */
export type PolicyTexts = Pick<FilesPort, 'readText'>;

/** Reads the policy files that apply to a document of an editor, the floor first, and merges them. */
export async function loadPolicy(files: PolicyTexts, question: PolicyQuestion): Promise<LoadedPolicy> {
  const { folder, path, trusted } = question;
  const settings = policyOfSettings(question.settings);
  const machine = question.machine ? { machine: question.machine } : {};
  if (folder === undefined) {
    const { policy } = mergePolicies({ ...machine, settings, trusted, rules });
    return { policy, path: baseName(path), problems: [] };
  }
  const root = await rootOf(files, folder);
  const texts = await Promise.all(policyPaths(root, path).map(async file => ({ file, text: await files.readText(file) })));
  const parsed = texts.flatMap(({ file, text }) => (text === undefined ? [] : [parsePolicyFile(text, file, policyWords)]));
  const floorPath = policyPaths(root, root)[0] as string;
  const floor = parsed.find(({ policy }) => policy.path === floorPath)?.policy;
  const nested = parsed.flatMap(({ policy }) => (policy === floor ? [] : [policy]));
  const merge = (own: PolicyFile | undefined): MergedPolicy => mergePolicies({ ...machine, ...(own ? { floor: own } : {}), nested, settings, trusted, rules, root });
  const merged = merge(floor);
  const onCommandLine = () => mergePolicies({ ...machine, ...(floor ? { floor } : {}), nested, trusted: true, rules, root }).policy;
  const problems = parsed.flatMap(file => file.problems.map(problem => `${problem.path}: ${problem.key}: ${render(problem.message)}`));
  const refused = merged.refused.map(({ path: from, key, reason }) => `${from}: ${key} does not apply: ${render(reason)}`);
  const above = [question.machine, floor, ...nested].filter(file => file !== undefined);
  const decider = above.find(({ locked }) => locked?.includes('trust')) ?? above.find(file => file !== floor && file.trust);
  const rulesDecider = ({ rule, concern }: RuleOrFinding) =>
    above.find(({ locked = [] }) => locksRule(new Set(locked), concern)) ?? above.find(file => file !== floor && Object.hasOwn(file.rules ?? {}, rule));
  const trustList: TrustList = {
    file: floorPath,
    decidedBy: inside(root, decider?.path ?? floorPath),
    ruleDecidedBy: rule => inside(root, rulesDecider(rule)?.path ?? floorPath),
    with: entry => merge(withEntry(floor ?? { path: floorPath }, entry)).policy,
  };
  return { policy: merged.policy, path: inside(root, path), problems: [...problems, ...refused], onCommandLine, ...(trusted ? { trustList } : {}) };
}

function inside(root: string, path: string): string {
  return relativePath(root, path) ?? path;
}

/**
 * The folder of the floor: the one with `.git` at the workspace folder or above it, else the workspace folder. A `.git`
 * further down does not count, or any folder could shed the policy of the whole by having one.
 */
async function rootOf(files: PolicyTexts, folder: string): Promise<string> {
  const parts = folder.split('/');
  for (let length = parts.length; length > Math.max(1, parts.length - mostFolders); length--) {
    const candidate = parts.slice(0, length).join('/');
    const isRepository = (await files.readText(`${candidate}/.git/HEAD`)) ?? (await files.readText(`${candidate}/.git`));
    if (isRepository !== undefined) return candidate;
  }
  return folder;
}

export function isPolicyFile(path: string): boolean {
  return baseName(path) === policyFileName;
}

/** What is wrong with the text of a policy file, with the places. */
export function policyProblems(text: string, path: string): readonly PolicyProblem[] {
  return parsePolicyFile(text, path, policyWords).problems;
}
