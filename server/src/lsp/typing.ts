import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { dockerHub, type ImageReference } from '../core/reference';
import type { ImageUse } from '../core/image-use';
import type { Range } from '../core/range';

/** Milliseconds without typing after which whatever stands there counts as written. */
export const thoughtPause = 2000;
/** Whoever changes more places at once does not type. */
const mostPlaces = 50;

interface Edit {
  /** What the last change wrote, or where it took something away. */
  readonly places: readonly Range[];
  readonly at: number;
}

/**
 * Where somebody types: what is named there may not be written to its end, and half a host or half a name is nobody's business.
 * The protocol does not tell the cursor; the last change does.
 */
export class Typing {
  readonly #now: () => number;
  readonly #edits = new Map<string, Edit>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Applies changes to a document, and takes note of them. */
  readonly update = (document: TextDocument, changes: readonly TextDocumentContentChangeEvent[], version: number): TextDocument => {
    let places: Range[] = [];
    let changed = document;
    for (const change of changes) {
      const { place, removed } = placeOf(changed, change);
      changed = TextDocument.update(changed, [change], version);
      places = [...places.map(before => movedBy(before, place, removed)), place];
    }
    this.#edits.set(document.uri, { places: places.length > mostPlaces ? [] : places, at: this.#now() });
    return changed;
  };

  /** Whoever saves has written what was meant. */
  saved(uri: string): void {
    this.#edits.delete(uri);
  }

  forget(uri: string): void {
    this.#edits.delete(uri);
  }

  /** Milliseconds until everything in the document counts as written, if nobody types meanwhile. */
  rest(uri: string): number {
    const edit = this.#edits.get(uri);
    return edit ? Math.max(0, edit.at + thoughtPause - this.#now()) : 0;
  }

  /** The last change was here. */
  isTouched(uri: string, { range, site }: ImageUse): boolean {
    return this.#placesIn(uri).some(place => touches(place, range) || touches(place, site.range));
  }

  /** What the use names may still be half of something. */
  isUnfinished(uri: string, use: ImageUse): boolean {
    const { reference, range, raw, site } = use;
    if (!reference || this.rest(uri) === 0) return false;
    // Some of it stands elsewhere, and where is not known here.
    if (!says(raw, reference) && !says(site.raw, reference)) return true;
    return this.#placesIn(uri).some(place => (touches(place, range) || touches(place, site.range)) && !isWhole(place, site.range, reference));
  }

  #placesIn(uri: string): readonly Range[] {
    return this.#edits.get(uri)?.places ?? [];
  }
}

/** What one change writes, and how much it takes away. A text that is sent whole is compared. */
function placeOf(document: TextDocument, change: TextDocumentContentChangeEvent): { readonly place: Range; readonly removed: number } {
  const { text } = change;
  if ('range' in change) {
    const [start, end] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
    return { place: { start: Math.min(start, end), end: Math.min(start, end) + text.length }, removed: Math.abs(end - start) };
  }
  const before = document.getText();
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === text.at(-1 - same)) same += 1;
  return { place: { start, end: text.length - same }, removed: before.length - same - start };
}

/** Where an earlier place of the same notification stands after a later change. */
function movedBy(place: Range, { start, end }: Range, removed: number): Range {
  if (start > place.start) return place;
  const by = end - start - removed;
  return { start: Math.max(place.start + by, 0), end: Math.max(place.end + by, 0) };
}

function touches(place: Range, { start, end }: Range): boolean {
  return place.start <= end && place.end >= start;
}

/** The text alone names the image: no part of it comes from a variable, or from another key. */
function says(text: string, { registry, repository, tag }: ImageReference): boolean {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const host = registry === dockerHub || text.toLowerCase().includes(registry);
  return host && text.includes(name) && (tag === undefined || text.includes(`:${tag}`));
}

/** Written in one go, tag or digest and all, as by pasting. */
function isWhole(place: Range, { start, end }: Range, { tag, digest }: ImageReference): boolean {
  return place.start <= start && place.end >= end && (tag !== undefined || digest !== undefined);
}
