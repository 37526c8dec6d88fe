import { Updater } from 'tuf-js';
import type { ScratchFolder, ScratchPort } from '../../core/ports';
import { HttpFetcher, type FetcherParts } from './fetcher';
import { tufLimits } from './limits';
import { prove, type TufEvidence } from './proof';
import { targetName, type TufRepository } from './repository';

/** `unreachable`: nothing is known. `expired`, `refused`: the repository, or who stands before it, cannot be believed now. */
export type RefreshFailure = 'unreachable' | 'expired' | 'refused';

export type RefreshResult =
  | { readonly ok: true; readonly evidence: TufEvidence; readonly version: number }
  | { readonly ok: false; readonly failure: RefreshFailure; readonly cause: unknown };

export interface RefreshInput extends Omit<FetcherParts, 'folder'> {
  /** Of the refresh before, already proven: what is older than it is refused. */
  readonly known: TufEvidence | undefined;
  readonly scratch: ScratchPort;
}

/**
 * Runs TUF's client workflow. tuf-js keeps its files by writing one after the other, over what was there; so it works in a
 * folder that nobody else sees, and what it ends with is proven once more before anybody keeps it: all of it, or nothing.
 */
export async function refresh({ known, scratch, ...parts }: RefreshInput): Promise<RefreshResult> {
  let fetcher: HttpFetcher | undefined;
  try {
    return await scratch.within(async folder => {
      fetcher = new HttpFetcher({ ...parts, folder });
      const before = await layOut(folder, parts.repository, known);
      await update(parts.repository, folder, fetcher);
      const evidence = await collect(folder, [...before, ...fetcher.roots]);
      return { ok: true, evidence, version: prove(parts.repository.root, evidence).version } as const;
    });
  } catch (cause) {
    return { ok: false, failure: fetcher?.failure === undefined ? blame(cause) : 'unreachable', cause: fetcher?.failure ?? cause };
  }
}

/** Files as tuf-js left them last time. It takes root.json for true, so that one is proven from what ships. */
async function layOut(folder: ScratchFolder, { root }: TufRepository, known: TufEvidence | undefined): Promise<readonly string[]> {
  const files = { 'root.json': known === undefined ? root : prove(root, known).root, ...(known === undefined ? {} : metadataOf(known)) };
  for (const [name, text] of Object.entries(files)) await folder.write(name, Buffer.from(text));
  return known?.roots ?? [root];
}

function metadataOf({ timestamp, snapshot, targets }: TufEvidence): Readonly<Record<string, string>> {
  return { 'timestamp.json': timestamp, 'snapshot.json': snapshot, 'targets.json': targets };
}

async function update({ url }: TufRepository, folder: ScratchFolder, fetcher: HttpFetcher): Promise<void> {
  const updater = new Updater({
    metadataDir: folder.path,
    metadataBaseUrl: url,
    targetDir: folder.path,
    targetBaseUrl: `${url.replace(/\/$/, '')}/targets`,
    fetcher,
    config: { maxRootRotations: tufLimits.rootRotations, maxDelegations: 0 },
  });
  await updater.refresh();
  const target = await updater.getTargetInfo(targetName);
  if (target === undefined) throw new Error(`no ${targetName}`);
  await updater.downloadTarget(target);
}

async function collect(folder: ScratchFolder, roots: readonly string[]): Promise<TufEvidence> {
  const text = async (name: string): Promise<string> => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await folder.read(name));
  const [timestamp, snapshot, targets] = await Promise.all([text('timestamp.json'), text('snapshot.json'), text('targets.json')]);
  return { roots, timestamp, snapshot, targets, trustedRoot: await text(targetName) };
}

/** tuf-js names the kind of an error in its words alone, once it has wrapped it. */
function blame(error: unknown): RefreshFailure {
  return error instanceof Error && /\bis expired\b/.test(error.message) ? 'expired' : 'refused';
}
