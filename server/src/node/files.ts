import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { CancelSignal, FilesPort } from '../core/ports';

const alwaysLeftOut = new Set(['.git', 'node_modules']);

/** Bytes: nobody writes more than this by hand. */
const largest = 64 * 1024 * 1024;

/** What the .gitignore files from the root down to a folder say; each judges paths relative to its own folder. */
type IgnoreChain = readonly { readonly folder: string; readonly rules: Ignore }[];

/** The real file system. Nothing here throws for a file that cannot be read. */
export function createFiles(): FilesPort {
  return {
    async readText(path) {
      try {
        return await readRegular(path);
      } catch {
        return undefined;
      }
    },
    walk: (folder, signal) => walk(folder, '', [], signal),
  };
}

/**
 * Throws for all that is no file of a sensible size: a repository may hold a link to a device that never ends, or to the
 * very input that the editor speaks through.
 */
async function readRegular(path: string): Promise<string> {
  const status = await stat(path);
  if (!status.isFile() || status.size > largest) throw new Error('no regular file');
  return await readFile(path, 'utf8');
}

async function* walk(root: string, relative: string, above: IgnoreChain, signal?: CancelSignal): AsyncIterable<string> {
  const chain = await extendChain(root, relative, above);
  for (const entry of await list(join(root, relative))) {
    if (signal?.aborted) return;
    const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (entry.isDirectory()) {
      // A linked folder is not followed: it may lead out of the workspace, or back into itself.
      if (!alwaysLeftOut.has(entry.name) && !isIgnored(chain, `${path}/`)) yield* walk(root, path, chain, signal);
    } else if (entry.isFile() && !isIgnored(chain, path)) {
      yield path;
    }
  }
}

async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function extendChain(root: string, relative: string, above: IgnoreChain): Promise<IgnoreChain> {
  try {
    const text = await readRegular(join(root, relative, '.gitignore'));
    return [...above, { folder: relative, rules: ignore().add(text) }];
  } catch {
    return above;
  }
}

/** The nearest .gitignore that has an opinion decides. */
function isIgnored(chain: IgnoreChain, path: string): boolean {
  for (const { folder, rules } of [...chain].reverse()) {
    const verdict = rules.test(folder === '' ? path : path.slice(folder.length + 1));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
