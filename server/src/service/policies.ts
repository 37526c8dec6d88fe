import { render } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { FilesPort } from '../core/ports';
import { mergePolicies } from '../policy/merge';
import { parsePolicyFile, type PolicyFile, type PolicyProblem } from '../policy/parse';
import { policyFileName, policyPaths, relativePath } from '../policy/paths';
import { policyOfSettings, type PolicySettings } from '../policy/settings-layer';
import { formatWords, ruleWords, type KnownWords } from '../policy/words';
import { publishers } from '../publishers';
import { rules } from '../rules';

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
}

/** Words that a policy file may use, publishers included. */
export const policyWords: KnownWords = { rules: ruleWords, formats: formatWords, publishers: publishers.map(({ id }) => id) };

const mostFolders = 100;

/** Reads the policy files that apply to a document of an editor, the floor first, and merges them. */
export async function loadPolicy(files: FilesPort, question: PolicyQuestion): Promise<LoadedPolicy> {
  const { folder, path, trusted } = question;
  const settings = policyOfSettings(question.settings);
  const machine = question.machine ? { machine: question.machine } : {};
  if (folder === undefined) {
    const { policy } = mergePolicies({ ...machine, settings, trusted, rules });
    return { policy, path: path.slice(path.lastIndexOf('/') + 1), problems: [] };
  }
  const root = await rootOf(files, folder);
  const texts = await Promise.all(policyPaths(root, path).map(async file => ({ file, text: await files.readText(file) })));
  const parsed = texts.flatMap(({ file, text }) => (text === undefined ? [] : [parsePolicyFile(text, file, policyWords)]));
  const floorPath = policyPaths(root, root)[0];
  const floor = parsed.find(({ policy }) => policy.path === floorPath)?.policy;
  const nested = parsed.flatMap(({ policy }) => (policy === floor ? [] : [policy]));
  const merged = mergePolicies({ ...machine, ...(floor ? { floor } : {}), nested, settings, trusted, rules, root });
  const problems = parsed.flatMap(file => file.problems.map(problem => `${problem.path}: ${problem.key}: ${render(problem.message)}`));
  const refused = merged.refused.map(({ path: from, key, reason }) => `${from}: ${key} does not apply: ${render(reason)}`);
  return { policy: merged.policy, path: relativePath(root, path) ?? path, problems: [...problems, ...refused] };
}

/**
 * The folder of the floor: the one with `.git` at the workspace folder or above it, else the workspace folder. A `.git`
 * further down does not count, or any folder could shed the policy of the whole by having one.
 */
async function rootOf(files: FilesPort, folder: string): Promise<string> {
  const parts = folder.split('/');
  for (let length = parts.length; length > Math.max(1, parts.length - mostFolders); length--) {
    const candidate = parts.slice(0, length).join('/');
    const isRepository = (await files.readText(`${candidate}/.git/HEAD`)) ?? (await files.readText(`${candidate}/.git`));
    if (isRepository !== undefined) return candidate;
  }
  return folder;
}

export function isPolicyFile(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === policyFileName;
}

/** What is wrong with the text of a policy file, with the places. */
export function policyProblems(text: string, path: string): readonly PolicyProblem[] {
  return parsePolicyFile(text, path, policyWords).problems;
}
