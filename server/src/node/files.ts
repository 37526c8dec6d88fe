import { close, closeSync, constants, fstat, fstatSync, open, openSync, read, readdir, readdirSync, readFile, readFileSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ignore, { type Ignore } from 'ignore';
import type { CancelSignal, FilesPort } from '../core/ports';

const alwaysLeftOut = new Set(['.git', 'node_modules']);
const ignoreFile = '.gitignore';

/** Bytes: nobody writes more than this by hand. */
const largest = 64 * 1024 * 1024;

/** What the .gitignore files from the root down to a folder say; each judges paths relative to its own folder. */
type IgnoreChain = readonly { readonly folder: string; readonly rules: Ignore }[];

/** How files are reached. */
interface Access {
  list(folder: string): readonly Dirent[] | Promise<readonly Dirent[]>;
  read(path: string): string | Promise<string>;
}

export interface FilesOptions {
  /**
   * Waits for the disk in place: several times as fast over many small files, where nobody else waits for this process.
   * Signals are still heard, between files.
   */
  readonly blocking?: boolean;
}

/** The real file system. Nothing here throws for a file that cannot be read. */
export function createFiles({ blocking = false }: FilesOptions = {}): FilesPort {
  const access = blocking ? blockingAccess() : waitingAccess;
  return {
    async readText(path) {
      try {
        return await access.read(path);
      } catch {
        return undefined;
      }
    },
    walk: (folder, signal) => walk({ access, root: folder, ...(signal ? { signal } : {}) }, '', []),
  };
}

/** Waits for the disk in place: every folder of a workspace is asked for a policy, and hardly one has any. */
export function kindOf(path: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    return Promise.resolve(status === undefined ? 'missing' : status.isDirectory() ? 'folder' : 'file');
  } catch {
    return Promise.resolve('missing');
  }
}

/** Of a size that is known, in one call: reading as such would ask for the size again. */
async function readWhole(descriptor: number, size: number): Promise<string> {
  const buffer = Buffer.allocUnsafe(size);
  const { bytesRead } = await disk.read(descriptor, buffer, 0, size, 0);
  // Some file systems give less at a time, or say of no file how large it is.
  return bytesRead === size && size > 0 ? buffer.toString('utf8') : await disk.readFile(descriptor, 'utf8');
}

/** The calls of node:fs/promises take thrice the time, over many small files. */
const disk = { open: promisify(open), fstat: promisify(fstat), read: promisify(read), readFile: promisify(readFile), readdir: promisify(readdir) };

const waitingAccess: Access = { list: folder => disk.readdir(folder, { withFileTypes: true }), read: readRegular };

/** Milliseconds after which others have their turn. */
const longestTurn = 20;

function blockingAccess(): Access {
  let turn = Date.now();
  const inTurn = <T>(work: () => T): T | Promise<T> => {
    if (Date.now() - turn < longestTurn) return work();
    return new Promise<void>(resolve => setImmediate(resolve)).then(() => {
      turn = Date.now();
      return work();
    });
  };
  return {
    list: folder => inTurn(() => readdirSync(folder, { withFileTypes: true })),
    read: path => inTurn(() => readRegularNow(path)),
  };
}

/** Without waiting for somebody to write into a pipe. */
const reading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** As `readRegular`. */
function readRegularNow(path: string): string {
  const descriptor = openSync(path, reading);
  try {
    const status = fstatSync(descriptor);
    demandRegular(status);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Throws for all that is no file of a sensible size. */
function demandRegular(status: Stats): void {
  if (!status.isFile() || status.size > largest) throw new Error('no regular file');
}

/**
 * Reads no other file: a repository may hold a link to a device that never ends, or to the very input that the editor
 * speaks through.
 */
async function readRegular(path: string): Promise<string> {
  const descriptor = await disk.open(path, reading);
  try {
    const status = await disk.fstat(descriptor);
    demandRegular(status);
    return await readWhole(descriptor, status.size);
  } finally {
    close(descriptor);
  }
}


interface Walk {
  readonly access: Access;
  readonly root: string;
  readonly signal?: CancelSignal;
}

/** Folders that are listed before their turn comes: the disk has them while others are walked. */
const listedAhead = 8;

async function* walk(around: Walk, relative: string, above: IgnoreChain, listed = list(around, relative)): AsyncIterable<string> {
  const entries = await listed;
  const chain = entries.some(({ name }) => name === ignoreFile) ? await extendChain(around, relative, above) : above;
  const pathOf = ({ name }: Dirent): string => (relative === '' ? name : `${relative}/${name}`);
  // A linked folder is not followed: it may lead out of the workspace, or back into itself. Nor is a linked file read.
  const folders = entries.filter(entry => entry.isDirectory() && !alwaysLeftOut.has(entry.name) && !isIgnored(chain, `${pathOf(entry)}/`));
  const ahead = folders.slice(0, listedAhead).map(folder => list(around, pathOf(folder)));
  let passed = 0;
  for (const entry of entries) {
    if (around.signal?.aborted) return;
    if (entry === folders[passed]) {
      const next = folders[passed + listedAhead];
      if (next) ahead.push(list(around, pathOf(next)));
      yield* walk(around, pathOf(entry), chain, ahead[passed]);
      passed += 1;
    } else if (entry.isFile() && !isIgnored(chain, pathOf(entry))) {
      yield pathOf(entry);
    }
  }
}

async function list({ access, root }: Walk, relative: string): Promise<readonly Dirent[]> {
  try {
    return [...(await access.list(join(root, relative)))].sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function extendChain({ access, root }: Walk, relative: string, above: IgnoreChain): Promise<IgnoreChain> {
  try {
    const text = await access.read(join(root, relative, ignoreFile));
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
