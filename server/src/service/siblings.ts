import type { Siblings } from '../core/document';
import type { CancelSignal, FilesPort } from '../core/ports';
import { formats as allFormats } from '../formats';
import type { Format } from '../formats/format';

/** UTF-16 units of one sibling and of all of a folder, and its files: what has a say in a document is small. */
const largestSibling = 500_000;
const largestFolder = 2_000_000;
const mostInFolder = 300;
/** Documents whose siblings are remembered. */
const mostKnown = 32;
const none: Siblings = new Map();

/** Reads the files that may have a say in what a document means. */
export interface SiblingReader {
  /** `path` is absolute. The same object as long as nothing changed. */
  of(path: string): Promise<Siblings>;
  /** Drops what was read where the file at `path` has a say in it. True: there was such a thing. */
  changed(path: string): boolean;
}

interface Known {
  readonly folder: string;
  readonly names: readonly string[];
  readonly texts: Promise<Siblings>;
}

export interface SiblingOptions {
  readonly formats?: readonly Pick<Format, 'siblings' | 'mayClaim'>[];
  readonly signal?: CancelSignal;
}

export function createSiblingReader(files: FilesPort, { formats, signal }: SiblingOptions = {}): SiblingReader {
  const known = new Map<string, Known>();
  return {
    of(path) {
      // The table loads when it is first used: not yet while the server starts.
      const names = namesFor(path, formats ?? allFormats);
      if (names.length === 0) return Promise.resolve(none);
      const folder = folderOf(path);
      const key = [folder, ...names].join('\n');
      const found = known.get(key) ?? { folder, names, texts: readAll(folder, names, { files, signal }) };
      known.delete(key);
      known.set(key, found);
      if (known.size > mostKnown) known.delete(known.keys().next().value as string);
      return found.texts;
    },
    changed(path) {
      const touched = [...known].filter(([, { folder, names }]) => names.some(name => isBelow(path, join(folder, name))));
      for (const [key] of touched) known.delete(key);
      return touched.length > 0;
    },
  };
}

/** What the formats that may claim the path ask for. */
function namesFor(path: string, formats: readonly Pick<Format, 'siblings' | 'mayClaim'>[]): readonly string[] {
  return [...new Set(formats.flatMap(({ siblings, mayClaim }) => (siblings && mayClaim(path) ? siblings : [])))];
}

interface Disk {
  readonly files: FilesPort;
  readonly signal: CancelSignal | undefined;
}

async function readAll(folder: string, names: readonly string[], disk: Disk): Promise<Siblings> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const found = name.endsWith('/') ? await readFolder(folder, name, disk) : [[name, await disk.files.readText(join(folder, name))] as const];
    for (const [key, text] of found) if (text !== undefined && text.length <= largestSibling) texts.set(key, text);
  }
  return texts;
}

/** All of a folder or nothing: what is not seen of it might say the opposite. */
async function readFolder(folder: string, name: string, { files, signal }: Disk): Promise<readonly (readonly [name: string, text: string])[]> {
  const found: [string, string][] = [];
  let room = largestFolder;
  for await (const inner of files.walk(join(folder, name), signal)) {
    const text = found.length < mostInFolder ? await files.readText(join(folder, `${name}${inner}`)) : undefined;
    room -= text?.length ?? 0;
    if (text === undefined || text.length > largestSibling || room < 0) return [];
    found.push([`${name}${inner}`, text]);
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

function isBelow(path: string, place: string): boolean {
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** `name` may climb: `../Chart.yaml`. Above the root there is nothing. */
function join(folder: string, name: string): string {
  let [base, rest] = [folder, name];
  while (rest.startsWith('../')) [base, rest] = [folderOf(base), rest.slice('../'.length)];
  return `${base}/${rest}`;
}
