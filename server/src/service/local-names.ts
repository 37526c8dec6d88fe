import { joinLocalNames, type LocalNames } from '../core/local-names';
import type { CancelSignal, FilesPort } from '../core/ports';
import { collectLocalNames, namesLocalImages } from '../formats';

/** Files that say which images a workspace builds are small; a larger one is something else. */
const largestSource = 1_000_000;

/** Normalised full names of the images that the files of a workspace build or rewrite. `paths` are relative to `folder`. */
export async function localNamesOf(
  files: FilesPort,
  folder: string,
  paths: AsyncIterable<string> | Iterable<string>,
  signal?: CancelSignal,
): Promise<LocalNames> {
  const found: LocalNames[] = [];
  for await (const path of paths) {
    if (signal?.aborted) break;
    if (!namesLocalImages(path)) continue;
    const text = await files.readText(`${folder}/${path}`);
    if (text === undefined || text.length > largestSource) continue;
    found.push(collectLocalNames(path, text));
  }
  return joinLocalNames(found);
}
