import type { Siblings } from '../core/document';
import type { CancelSignal, FilesPort } from '../core/ports';
import { formats as allFormats } from '../formats';
import type { Format } from '../formats/format';

/** UTF-16 units of one sibling, and files of one folder: what has a say in a document is small. */
const largestSibling = 500_000;
const mostInFolder = 300;
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
      known.set(key, found);
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
  const take = async (name: string) => {
    const text = await disk.files.readText(join(folder, name));
    if (text !== undefined && text.length <= largestSibling) texts.set(name, text);
  };
  for (const name of names) {
    if (!name.endsWith('/')) await take(name);
    else for (const inner of await filesIn(join(folder, name), disk)) await take(`${name}${inner}`);
  }
  return texts;
}

async function filesIn(folder: string, { files, signal }: Disk): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of files.walk(folder, signal)) {
    if (found.length >= mostInFolder) break;
    found.push(path);
  }
  return found.sort();
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
