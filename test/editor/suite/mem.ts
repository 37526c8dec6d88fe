import { EventEmitter, FileSystemError, FileType, type FileStat, type FileSystemProvider, type FileChangeEvent, type Uri } from 'vscode';

/** A folder that is on no disk. */
export class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;

  /** By path. */
  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) this.#files.set(path, new TextEncoder().encode(text));
  }

  watch = () => ({ dispose: () => undefined });

  stat({ path }: Uri): FileStat {
    const size = this.#files.get(path)?.length;
    if (size !== undefined) return { type: FileType.File, ctime: 0, mtime: 0, size };
    if (this.#below(path).length === 0) throw FileSystemError.FileNotFound(path);
    return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    return this.#below(path).map(name => [name, this.#files.has(`${path}/${name}`) ? FileType.File : FileType.Directory]);
  }

  readFile({ path }: Uri): Uint8Array {
    const bytes = this.#files.get(path);
    if (!bytes) throw FileSystemError.FileNotFound(path);
    return bytes;
  }

  writeFile({ path }: Uri, bytes: Uint8Array): void {
    this.#files.set(path, bytes);
  }

  createDirectory(): never {
    throw FileSystemError.NoPermissions();
  }

  delete(): never {
    throw FileSystemError.NoPermissions();
  }

  rename(): never {
    throw FileSystemError.NoPermissions();
  }

  #below(folder: string): string[] {
    const inside = [...this.#files.keys()].filter(path => path.startsWith(`${folder}/`));
    return [...new Set(inside.map(path => path.slice(folder.length + 1).split('/')[0] as string))];
  }
}
