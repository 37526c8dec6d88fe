import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { HostTrouble } from '../core/host-trouble';

/** An open document, and what was begun and said about it. */
export interface Tracked {
  readonly document: TextDocument;
  check?: NodeJS.Timeout | undefined;
  lookUp?: NodeJS.Timeout | undefined;
  /** Of the look-ups that run: how many, and what calls them off. */
  asking?: { readonly abort: AbortController; running: number } | undefined;
  /** Registries that could not be asked when they were asked last, and what waits until they can be. */
  troubles?: readonly HostTrouble[];
  troubled?: NodeJS.Timeout | undefined;
  /** The version whose references were asked about. */
  asked?: number | undefined;
  /** Grows when the text or what applies to it is another: what was begun before is of no use any more. */
  turn: number;
  published?: { readonly version: number; readonly diagnostics: readonly Diagnostic[] } | undefined;
  /** What was read last names some image. */
  hasUses?: boolean;
}

export class TrackedDocuments {
  readonly #byUri = new Map<string, Tracked>();

  get(uri: string): Tracked | undefined {
    return this.#byUri.get(uri);
  }

  all(): Iterable<Tracked> {
    return this.#byUri.values();
  }

  track(document: TextDocument): Tracked {
    const tracked: Tracked = { document, turn: 0 };
    this.#byUri.set(document.uri, tracked);
    return tracked;
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  clear(): void {
    this.#byUri.clear();
  }

  isCurrent(tracked: Tracked, turn: number): boolean {
    return this.#byUri.get(tracked.document.uri) === tracked && tracked.turn === turn;
  }
}

/** Calls off everything that was begun for a document. */
export function stop(tracked: Tracked): void {
  tracked.turn += 1;
  clearTimeout(tracked.check);
  clearTimeout(tracked.lookUp);
  clearTimeout(tracked.troubled);
  tracked.asking?.abort.abort();
  tracked.asking = undefined;
}

/** Does some work of the document's turn, and calls it off with the turn. */
export async function asking(tracked: Tracked, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const mine = (tracked.asking ??= { abort: new AbortController(), running: 0 });
  mine.running += 1;
  try {
    await work(mine.abort.signal);
  } finally {
    mine.running -= 1;
    if (mine.running === 0 && tracked.asking === mine) tracked.asking = undefined;
  }
}
