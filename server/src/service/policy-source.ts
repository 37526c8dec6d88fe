import { render } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { FilesPort } from '../core/ports';
import { explainPolicy, type ExplainedKey } from '../policy/explain';
import { mergePolicies, type MergedPolicy } from '../policy/merge';
import { parsePolicyFile, type ParsedPolicy, type PolicyFile } from '../policy/parse';
import { folderOf, policyPaths, relativePath } from '../policy/paths';
import { rules } from '../rules';
import { policyWords } from './policy-words';

export interface ResolvedPolicy {
  readonly policy: TrustPolicy;
  /** The document's path relative to the policy's root, with `/`. */
  readonly path: string;
}

/** A policy file as it is written. */
export interface WrittenPolicy {
  /** Absolute, as `scope`. */
  readonly path: string;
  readonly text: string;
  /** The folder of all the documents that it speaks for. */
  readonly scope: string;
  /** The same as seen from the root; absent for a file from elsewhere, which speaks for other folders too. */
  readonly folder?: string;
}

/** The trust policy that applies to a document, from the files between the root and it. */
export interface PolicySource {
  /** `path` is absolute. */
  of(path: string): Promise<ResolvedPolicy>;
}

export interface PolicyRunOptions {
  readonly files: FilesPort & { kind(path: string): Promise<'file' | 'folder' | 'missing'> };
  /** Absolute: the folder of the floor. */
  readonly root: string;
  /** Absolute path of the file that is the floor instead of the one at the root. */
  readonly floorPath?: string;
  /** What the machine demands; nothing loosens it. */
  readonly machine?: PolicyFile;
  /** Says what is wrong with a file, or does not apply, in English; each thing once. */
  readonly tell: (text: string) => void;
}

/** A file that the policy depends on is missing, or what it says of trust, rules or signatures cannot be understood. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** The policies of one run over many files: every policy file is read once. Throws PolicyError. */
export class PolicyRun implements PolicySource {
  readonly #options: PolicyRunOptions;
  readonly #parsed = new Map<string, Promise<(ParsedPolicy & { readonly text: string }) | undefined>>();
  readonly #merged = new Map<string, Promise<MergedPolicy>>();
  /** By the files that are there: most folders have none of their own. */
  readonly #byFiles = new Map<string, MergedPolicy>();
  readonly #told = new Set<string>();

  constructor(options: PolicyRunOptions) {
    this.#options = options;
  }

  async of(path: string): Promise<ResolvedPolicy> {
    const { policy } = await this.#mergedFor(path);
    return { policy, path: relativePath(this.#options.root, path) ?? path };
  }

  /** What applies to a path, and who says so. */
  async explain(path: string): Promise<readonly ExplainedKey[]> {
    return explainPolicy(await this.#mergedFor(path), rules);
  }

  /** The floor's path and text, or undefined when there is none. */
  async floor(): Promise<{ readonly path: string; readonly text: string } | undefined> {
    const path = this.#floorPath();
    const parsed = await this.#parse(path);
    return parsed && { path, text: parsed.text };
  }

  /** The files that were read so far, each with the folder that it speaks for. */
  async files(): Promise<readonly WrittenPolicy[]> {
    const parsed = await Promise.all(this.#parsed.values());
    return parsed.flatMap(file => (file ? [this.#written(file.policy.path, file.text)] : []));
  }

  #written(path: string, text: string): WrittenPolicy {
    const { root } = this.#options;
    const scope = path === this.#floorPath() ? root : folderOf(path);
    const folder = relativePath(root, path) === undefined ? undefined : relativePath(root, scope);
    return { path, text, scope, ...(folder === undefined ? {} : { folder }) };
  }

  #floorPath(): string {
    const { floorPath, root } = this.#options;
    return floorPath ?? (policyPaths(root, root)[0] as string);
  }

  /** Documents of one folder share their policy. */
  #mergedFor(path: string): Promise<MergedPolicy> {
    const folder = path.slice(0, path.lastIndexOf('/'));
    let merged = this.#merged.get(folder);
    if (!merged) {
      merged = this.#merge(path);
      this.#merged.set(folder, merged);
    }
    return merged;
  }

  async #merge(path: string): Promise<MergedPolicy> {
    const { root, floorPath, machine } = this.#options;
    // With a floor from elsewhere, the file at the root is one of those that may only tighten.
    const nearer = policyPaths(root, path).filter(file => file !== this.#floorPath());
    const floor = await this.#parse(this.#floorPath());
    if (!floor && floorPath !== undefined) throw new PolicyError(`cannot read the policy file ${floorPath}`);
    const parsed = await Promise.all(nearer.map(file => this.#parse(file)));
    const nested = parsed.flatMap(file => (file && file.policy.path !== floor?.policy.path ? [file.policy] : []));
    const files = JSON.stringify(nested.map(policy => policy.path));
    const known = this.#byFiles.get(files);
    if (known) return known;
    const given = { ...(floor ? { floor: floor.policy } : {}), ...(machine ? { machine } : {}) };
    const merged = mergePolicies({ ...given, nested, trusted: true, rules, root });
    this.#byFiles.set(files, merged);
    for (const { path: from, key, reason } of merged.refused) this.#tell(`${from}: ${key} does not apply: ${render(reason)}`);
    return merged;
  }

  #parse(path: string): Promise<(ParsedPolicy & { readonly text: string }) | undefined> {
    let parsed = this.#parsed.get(path);
    if (!parsed) {
      parsed = this.#read(path);
      this.#parsed.set(path, parsed);
    }
    return parsed;
  }

  async #read(path: string): Promise<(ParsedPolicy & { readonly text: string }) | undefined> {
    const text = await this.#options.files.readText(path);
    if (text === undefined) {
      // A policy that is there and cannot be read is not the same as none.
      if ((await this.#options.files.kind(path)) === 'missing') return undefined;
      throw new PolicyError(`cannot read the policy file ${path}`);
    }
    const parsed = parsePolicyFile(text, path, policyWords);
    const fatal: string[] = [];
    for (const problem of parsed.problems) {
      const hint = problem.suggestion === undefined ? '' : ` (did you mean ${problem.suggestion}?)`;
      const line = `${path}: ${problem.key === '' ? '' : `${problem.key}: `}${render(problem.message)}${hint}`;
      if (problem.fatal) fatal.push(line);
      else this.#tell(line);
    }
    if (fatal.length > 0) throw new PolicyError(fatal.join('\n'));
    return { ...parsed, text };
  }

  #tell(line: string): void {
    if (this.#told.has(line)) return;
    this.#told.add(line);
    this.#options.tell(line);
  }
}
