import type { Siblings } from '../core/document';
import { joinLocalNames, type LocalNames } from '../core/local-names';
import { message } from '../core/message';
import { localNamesOf } from '../service/local-names';
import type { DocumentContext } from '../service/image-service';
import { isWorthReading } from '../service/worth-reading';
import type { PolicySource } from '../service/policy-source';
import { createSiblingReader, type SiblingReader } from '../service/siblings';
import { absolute, shownPath } from './paths';
import { createProgress } from './progress';
import { UsageError, type CliRuntime } from './runtime';

/** One file of the workspace that some format may claim, not read by it yet. */
export interface WorkspaceText {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, with `/`: what reports show. */
  readonly shown: string;
  readonly text: string;
  readonly siblings: Siblings;
  readonly context: DocumentContext;
}

interface Candidate {
  readonly path: string;
  /** A file given by name is always read. */
  readonly named: boolean;
}

/** What a walk found out besides documents. */
export class Walk {
  /** Absolute: those that were walked whole. */
  readonly folders: string[] = [];
  /** Nothing was left out that may hold images. */
  whole = true;

  /** Whether all of a folder was walked. */
  covers(folder: string): boolean {
    return this.folders.some(walked => folder === walked || folder.startsWith(walked.replace(/\/?$/, '/')));
  }
}

export interface WalkOptions {
  /** Judging needs to know which names the workspace builds itself; listing does not, and is sooner done without. */
  readonly isListing?: boolean;
  readonly walk?: Walk;
}

/** The texts below `operands` (default: the working directory), in a stable order. Throws UsageError for a bad path. */
export async function* workspaceTexts(
  runtime: CliRuntime,
  operands: readonly string[],
  policies: PolicySource,
  { isListing = false, walk = new Walk() }: WalkOptions = {},
): AsyncIterable<WorkspaceText> {
  const candidates: Candidate[] = [];
  const names: LocalNames[] = [];
  for (const operand of operands.length > 0 ? operands : ['.']) {
    const path = absolute(runtime, operand);
    const kind = await runtime.files.kind(path);
    if (kind === 'missing') throw new UsageError(message('no such file or folder: {0}', operand));
    const found = kind === 'file' ? [{ path, named: true }] : await filesBelow(runtime, path);
    candidates.push(...found);
    if (kind === 'folder') walk.folders.push(path);
    if (!isListing) names.push(await namesBuiltAround(runtime, path, kind, found));
  }
  yield* readAll(runtime, unique(candidates), { policies, walk }, joinLocalNames(names));
}

async function filesBelow(runtime: CliRuntime, folder: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for await (const path of runtime.files.walk(folder, runtime.signal)) found.push({ path: `${folder}/${path}`, named: false });
  return found;
}

/** The workspace is the working directory when the path lies in it, else the folder that was named. */
async function namesBuiltAround(
  runtime: CliRuntime,
  path: string,
  kind: 'file' | 'folder',
  found: readonly Candidate[],
): Promise<LocalNames> {
  const home = runtime.workingDirectory;
  const inside = path === home || path.startsWith(`${home}/`);
  const root = inside ? home : kind === 'folder' ? path : path.slice(0, path.lastIndexOf('/'));
  const paths =
    kind === 'folder' && root === path
      ? found.map(candidate => candidate.path.slice(root.length + 1))
      : runtime.files.walk(root, runtime.signal);
  return localNamesOf(runtime.files, root, paths, runtime.signal);
}

async function* readAll(
  runtime: CliRuntime,
  candidates: readonly Candidate[],
  { policies, walk }: Pick<Readers, 'policies' | 'walk'>,
  { built, rewritten }: LocalNames,
): AsyncIterable<WorkspaceText> {
  const worth = candidates.filter(({ path, named }) => named || isWorthReading(path));
  const progress = createProgress(runtime);
  try {
    const siblings = createSiblingReader(runtime.files, { signal: runtime.signal });
    for (const [index, { path }] of worth.entries()) {
      progress.at(index, worth.length);
      const file = await readOne(runtime, path, { policies, siblings, walk });
      if (runtime.signal.aborted) walk.whole = false;
      if (runtime.signal.aborted) return;
      if (file) yield { ...file, context: { ...file.context, localNames: built, rewrittenNames: rewritten } };
    }
  } finally {
    progress.end();
  }
}

interface Readers {
  readonly policies: PolicySource;
  readonly siblings: SiblingReader;
  readonly walk: Walk;
}

async function readOne(runtime: CliRuntime, path: string, { policies, siblings, walk }: Readers): Promise<WorkspaceText | undefined> {
  const shown = shownPath(runtime, path);
  const text = await runtime.files.readText(path);
  if (text === undefined) {
    walk.whole = false;
    runtime.err(`${shown}: ${runtime.say(message('cannot be read'))}\n`);
    return undefined;
  }
  const { policy, path: policyPath } = await policies.of(path);
  return { path, shown, text, siblings: await siblings.of(path), context: { policy, path: policyPath, localNames: new Set() } };
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  const byPath = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (!byPath.has(candidate.path) || candidate.named) byPath.set(candidate.path, candidate);
  }
  return [...byPath.values()];
}
