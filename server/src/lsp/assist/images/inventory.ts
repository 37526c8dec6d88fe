import { notifications, type FileImages, type ImagesProgress, type WorkspaceImages, type WorkspaceImagesRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { plain } from '../../markdown';
import { filePath, fileUri } from '../../uris';
import { Entry } from './entry';
import { Slices } from './slices';

export interface InventoryLimits {
  /** Files that are walked past. */
  readonly files: number;
  /** Images that are listed. */
  readonly images: number;
  /** Characters of documents that are kept, so that they need not be read again when something else is known of their images. */
  readonly kept: number;
}

const limits: InventoryLimits = { files: 50_000, images: 20_000, kept: 20_000_000 };

/** Files that are read at the same time. */
const atOnce = 16;
/** Milliseconds between two words about how far it is. */
const progressPause = 100;

type Parts = Pick<Edge, 'connection' | 'documents' | 'session' | 'runtime' | 'contexts'>;

/**
 * Every image of the workspace. The first listing reads all files that may name one; from then on only what changed is read, and
 * only what is judged otherwise is sent.
 */
export class Inventory {
  readonly #parts: Parts;
  readonly #limits: InventoryLimits;
  readonly #listing: string;
  /** By path, in the order in which they are listed. */
  #entries = new Map<string, Entry>();
  /** Turns in which files ceased to name images. */
  readonly #gone = new Map<string, number>();
  #turn = 0;
  #folders: readonly string[] = [];
  /** The last walk came to its end. */
  #isWhole = false;
  #tooManyFiles = false;
  /** Not all was judged, for there are too many images. */
  #isCut = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts, options: Partial<InventoryLimits> = {}) {
    this.#parts = parts;
    this.#limits = { ...limits, ...options };
    this.#listing = String(parts.runtime.clock.now());
  }

  /** One at a time: what one has read the next one need not. Rejects for cancellation; what was read until then is kept. */
  list(request: WorkspaceImagesRequest, signal: AbortSignal): Promise<WorkspaceImages> {
    const listing = this.#last.then(() => this.#list(request, signal));
    this.#last = listing.catch(() => undefined);
    return listing;
  }

  /** There is more than was listed. */
  get isLimited(): boolean {
    return this.#tooManyFiles || this.#isCut;
  }

  /** Files that named an image when they were listed last. */
  known(): readonly Entry[] {
    return [...this.#entries.values()].filter(({ images }) => images !== undefined);
  }

  async #list({ changed, known }: WorkspaceImagesRequest, signal: AbortSignal): Promise<WorkspaceImages> {
    signal.throwIfAborted();
    await this.#parts.runtime.service.ready();
    this.#turn += 1;
    const slices = new Slices(this.#parts.runtime.clock);
    const paths = changed?.flatMap(uri => filePath(uri) ?? []);
    this.#forget(paths);
    if (this.#mustWalk(paths)) await this.#walk(signal, slices);
    this.#isCut = await this.#judge(signal, slices);
    return this.#answer(known);
  }

  /** Marks what has to be read again. */
  #forget(changed: readonly string[] | undefined): void {
    if (!changed) for (const entry of this.#entries.values()) entry.mustRead = true;
    for (const path of changed ?? []) {
      const entry = this.#entries.get(path);
      if (entry) entry.mustRead = true;
    }
  }

  /** A file that is not known may be new, or left out by a .gitignore; a folder that is gone took its files along. */
  #mustWalk(changed: readonly string[] | undefined): boolean {
    const { session: { folders }, runtime: { service } } = this.#parts;
    const same = folders.length === this.#folders.length && folders.every((folder, index) => folder === this.#folders[index]);
    if (!same || !this.#isWhole || !changed) return true;
    return changed.some(path => !this.#entries.has(path) && (path.endsWith('/.gitignore') || service.isWorthReading(path) || this.#isFolder(path)));
  }

  #isFolder(path: string): boolean {
    for (const known of this.#entries.keys()) if (known.startsWith(`${path}/`)) return true;
    return false;
  }

  async #walk(signal: AbortSignal, slices: Slices): Promise<void> {
    const { session, runtime } = this.#parts;
    this.#isWhole = false;
    this.#folders = session.folders;
    const found = new Map<string, Entry>();
    let seen = 0;
    for (const folder of this.#folders) {
      for await (const name of runtime.files.walk(folder, signal)) {
        await slices.rest(signal);
        if ((seen += 1) > this.#limits.files) break;
        const path = `${folder}/${name}`;
        // A folder may lie in another one.
        if (!found.has(path) && runtime.service.isWorthReading(name)) found.set(path, this.#entries.get(path) ?? new Entry({ path, name, folder, uri: fileUri(path) }));
      }
    }
    signal.throwIfAborted();
    for (const [path, { images, uri }] of this.#entries) if (images && !found.has(path)) this.#gone.set(uri, this.#turn);
    this.#entries = found;
    this.#tooManyFiles = seen > this.#limits.files;
    if (this.#tooManyFiles) runtime.log.warn(plain(`images: only the first ${this.#limits.files} files were looked at`));
    this.#isWhole = true;
  }

  /** True when not all was judged, for there are too many images. */
  async #judge(signal: AbortSignal, slices: Slices): Promise<boolean> {
    const entries = [...this.#entries.values()];
    const tell = this.#progress();
    let images = 0;
    let kept = 0;
    const prepared = (from: number): Promise<readonly Entry[]> => this.#prepare(entries.slice(from, from + atOnce));
    let next = prepared(0);
    for (let index = 0; index < entries.length; index += atOnce) {
      const batch = await next;
      if (images >= this.#limits.images) {
        for (const entry of entries.slice(index)) this.#drop(entry);
        return true;
      }
      // The disk has the next ones while these are judged.
      next = prepared(index + atOnce);
      // It may fail while nobody waits for it any more.
      next.catch(() => undefined);
      for (const entry of batch) {
        await slices.rest(signal);
        if (entry.judge(this.#parts, kept < this.#limits.kept)) this.#changed(entry);
        images += entry.images?.uses.length ?? 0;
        kept += entry.size;
      }
      tell(index + batch.length);
    }
    return false;
  }

  async #prepare(entries: readonly Entry[]): Promise<readonly Entry[]> {
    await Promise.all(entries.map(entry => entry.prepare(this.#parts)));
    return entries;
  }

  #changed(entry: Entry): void {
    entry.turn = this.#turn;
    if (entry.images) this.#gone.delete(entry.uri);
    else this.#gone.set(entry.uri, this.#turn);
  }

  #drop(entry: Entry): void {
    if (entry.forget()) this.#changed(entry);
  }

  #answer(known: WorkspaceImagesRequest['known']): WorkspaceImages {
    const since = known?.listing === this.#listing ? known.turn : 0;
    const different = ({ turn, images }: Entry): FileImages[] => (images && turn > since ? [images] : []);
    return {
      listing: this.#listing,
      turn: this.#turn,
      isWhole: since === 0,
      files: [...this.#entries.values()].flatMap(different),
      gone: since === 0 ? [] : [...this.#gone].flatMap(([uri, turn]) => (turn > since ? [uri] : [])),
      ...(this.#isCut ? { limited: 'images' } : this.#tooManyFiles ? { limited: 'files' } : {}),
    };
  }

  #progress(): (files: number) => void {
    const { connection, session, runtime: { clock } } = this.#parts;
    let told = clock.now();
    return files => {
      if (!session.commands || clock.now() - told < progressPause) return;
      told = clock.now();
      const progress: ImagesProgress = { files };
      void connection.sendNotification(notifications.imagesProgress, progress);
    };
  }
}

const inventories = new WeakMap<object, Inventory>();

/** The one of a server. */
export function inventoryOf(edge: Edge): Inventory {
  const inventory = inventories.get(edge.session) ?? new Inventory(edge);
  inventories.set(edge.session, inventory);
  return inventory;
}
