import { joinLocalNames, noLocalNames, type LocalNames } from '../core/local-names';
import { plain } from './markdown';
import type { Runtime } from './runtime';
import { folderOf } from './uris';

/** A workspace larger than this has its first files looked at: the index must never hold up the server. */
const mostFiles = 50_000;
const mostSources = 2000;
/** Files that are read at the same time. */
const atOnce = 16;

interface Folder {
  readonly ready: Promise<void>;
  /** `ready` is resolved. */
  isReady: boolean;
  readonly abort: AbortController;
  readonly bySource: Map<string, LocalNames>;
  /** Files that are being read, each with its latest reading: an earlier one that ends later is of no use. */
  readonly reading: Map<string, symbol>;
  names: LocalNames;
}

/** Names that the workspace builds itself, or rewrites, by folder: read once at the start, then file by file as they change. */
export class LocalIndex {
  readonly #runtime: Runtime;
  readonly #folders = new Map<string, Folder>();
  /** Called when the names of a folder are other than they were. */
  onChange: () => void = () => undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Starts on folders that are new and drops the ones that are gone. */
  setFolders(paths: readonly string[]): void {
    for (const [path, folder] of this.#folders) {
      if (paths.includes(path)) continue;
      folder.abort.abort();
      this.#folders.delete(path);
    }
    for (const path of paths) {
      if (!this.#folders.has(path)) this.#folders.set(path, this.#start(path));
    }
  }

  /** The names as far as they are known. */
  namesFor(path: string): LocalNames {
    return this.#folderOf(path)?.names ?? noLocalNames;
  }

  /** Resolves when the document's folder was read, or after `milliseconds`. */
  async wait(path: string, milliseconds: number): Promise<void> {
    const folder = this.#folderOf(path);
    if (!folder || folder.isReady) return;
    const enough = new AbortController();
    await Promise.race([folder.ready, this.#runtime.clock.sleep(milliseconds, enough.signal)]);
    enough.abort();
  }

  /** A file was written, created or deleted. */
  async refresh(path: string): Promise<void> {
    const folder = this.#folderOf(path);
    if (!folder || !this.#runtime.localNames.mayName(path)) return;
    await this.#readSource(folder, path);
    this.#publish(folder);
  }

  #folderOf(path: string): Folder | undefined {
    const folder = folderOf(path, [...this.#folders.keys()]);
    return folder === undefined ? undefined : this.#folders.get(folder);
  }

  #start(path: string): Folder {
    const abort = new AbortController();
    const bySource = new Map<string, LocalNames>();
    const ready = Promise.resolve().then(() => this.#readAll(path, folder));
    const folder: Folder = { ready, isReady: false, abort, bySource, reading: new Map(), names: noLocalNames };
    return folder;
  }

  async #readAll(path: string, folder: Folder): Promise<void> {
    const { files, localNames, log } = this.#runtime;
    try {
      let seen = 0;
      let sources: Promise<void>[] = [];
      for await (const file of files.walk(path, folder.abort.signal)) {
        seen += 1;
        if (seen > mostFiles || folder.bySource.size >= mostSources) {
          log.warn(`local names: only the first ${seen} files were looked at`);
          break;
        }
        if (localNames.mayName(file)) sources.push(this.#readSource(folder, `${path}/${file}`));
        if (sources.length >= atOnce) {
          await Promise.all(sources);
          sources = [];
        }
      }
      await Promise.all(sources);
    } catch (error) {
      log.warn(`local names: ${plain(String(error))}`);
    }
    folder.isReady = true;
    this.#publish(folder);
  }

  async #readSource(folder: Folder, path: string): Promise<void> {
    const reading = Symbol();
    folder.reading.set(path, reading);
    const text = await this.#runtime.files.readText(path);
    if (folder.reading.get(path) !== reading) return;
    folder.reading.delete(path);
    const names = text === undefined ? noLocalNames : this.#runtime.localNames.collect(path, text);
    if (names.built.size + names.rewritten.size > 0) folder.bySource.set(path, names);
    else folder.bySource.delete(path);
  }

  #publish(folder: Folder): void {
    const names = joinLocalNames([...folder.bySource.values()]);
    const same = isSame(names.built, folder.names.built) && isSame(names.rewritten, folder.names.rewritten);
    folder.names = names;
    if (!same) this.onChange();
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(name => b.has(name));
}
