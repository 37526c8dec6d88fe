import type { ReadDocument, Siblings } from '../core/document';
import type { HashPort, KeptFilesPort } from '../core/ports';
import { listedUses, type ListedUse } from './listed-use';
import { fromRow, toRow, type ListedUseRow } from './listed-use-row';
import type { WorkspaceText } from './workspace';

/** Texts: fewer are read as soon as they are looked up. */
const fewest = 500;
/** Characters of a file: parsing takes some milliseconds for each million. */
const largestFile = 8_000_000;
/** Files that are there at most. Trees that share one take turns in it. */
const slots = 32;

export interface KeptListingPorts {
  readonly files: KeptFilesPort;
  readonly hash: HashPort;
  /** Names the build whose readers found the uses: another one may find others. */
  readonly build: string;
}

/**
 * What the texts of a large tree named when they were last listed. Each stands under a digest of everything that has a
 * say in it (the text, its path, its siblings, the formats that are off), so that nothing here can be out of date.
 */
export class KeptListing {
  readonly #ports: KeptListingPorts;
  readonly #name: string;
  readonly #before: ReadonlyMap<string, unknown>;
  readonly #now = new Map<string, readonly ListedUse[]>();
  readonly #digests = new WeakMap<Siblings, string>();
  #changed = false;

  private constructor(ports: KeptListingPorts, name: string, before: ReadonlyMap<string, unknown>) {
    this.#ports = ports;
    this.#name = name;
    this.#before = before;
  }

  /** `roots`: absolute paths of what is listed. */
  static async open(ports: KeptListingPorts, roots: readonly string[]): Promise<KeptListing> {
    const name = `listing-${Number.parseInt(digestOf(ports.hash, JSON.stringify(roots)).slice(0, 8), 16) % slots}.json`;
    return new KeptListing(ports, name, parse(await ports.files.read(name), ports.build));
  }

  /** What `text` names: as it was kept, or else as `read` says. */
  of(text: WorkspaceText, read: () => ReadDocument | undefined): readonly ListedUse[] {
    const key = this.#keyOf(text);
    const kept = usesOf(this.#before.get(key));
    if (kept) {
      this.#now.set(key, kept);
      return kept;
    }
    const document = read();
    const uses = document ? listedUses(document) : [];
    // Whoever reads what could not be read whole is told so, every time.
    if (document?.limited) return uses;
    this.#changed = true;
    this.#now.set(key, uses);
    return uses;
  }

  /** Keeps what was listed, and nothing of before. */
  async save(): Promise<void> {
    if (this.#now.size < fewest || (!this.#changed && this.#now.size === this.#before.size)) return;
    const rows = [...this.#now].map(([key, uses]): readonly [string, readonly ListedUseRow[]] => [key, uses.map(toRow)]);
    const text = JSON.stringify([this.#ports.build, rows]);
    if (text.length <= largestFile) await this.#ports.files.write(this.#name, text);
  }

  #keyOf({ path, text, siblings, context }: WorkspaceText): string {
    const { hash } = this.#ports;
    let around = this.#digests.get(siblings);
    if (around === undefined) {
      around = digestOf(hash, JSON.stringify([...siblings]));
      this.#digests.set(siblings, around);
    }
    // JSON has no line end in it: where the text begins is certain.
    return digestOf(hash, `${JSON.stringify([path, around, context.policy.disabledFormats])}\n${text}`);
  }
}

function digestOf(hash: HashPort, text: string): string {
  return hash.hex('sha256', new TextEncoder().encode(text));
}

/** The file's rows by their keys, unread. Empty for another build's, or what is no such file. */
function parse(text: string | undefined, build: string): ReadonlyMap<string, unknown> {
  try {
    const [madeBy, rows] = JSON.parse(text ?? '[]') as unknown[];
    return madeBy === build ? new Map(rows as [string, unknown][]) : new Map();
  } catch {
    return new Map();
  }
}

function usesOf(rows: unknown): readonly ListedUse[] | undefined {
  if (!Array.isArray(rows)) return undefined;
  const uses: ListedUse[] = [];
  for (const row of rows as unknown[]) {
    const use = fromRow(row);
    if (!use) return undefined;
    uses.push(use);
  }
  return uses;
}
