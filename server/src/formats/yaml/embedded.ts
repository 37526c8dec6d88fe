import type { Scalar } from 'yaml';
import type { Surroundings } from '../../core/document';
import type { ImageUse, Site } from '../../core/image-use';
import { message } from '../../core/message';
import type { Range } from '../../core/range';
import type { YamlPlace } from './places/place';
import { scalarText, type ScalarSource } from './scalar';

/** A text inside a document, and where each of its characters stands there. */
interface EmbeddedText {
  readonly text: string;
  /** Into the document, by offset in the text; one entry more for its end. */
  readonly offsets: readonly number[];
  /** Folding joins lines, so that what is written back may read otherwise. */
  readonly folded: boolean;
}

const folded = message('The reference stands in a folded text, where no edit is safe.');
const lines = message('The reference is written with escapes or over several lines, which no edit can keep.');

/** The uses of a text of another format that a scalar holds, at their places in the document. */
export function embeddedUses(node: Scalar, source: ScalarSource, { format, around, dollars }: Embedding): ImageUse[] {
  const written = embeddedText(node, source);
  if (!written) return [];
  const embedded = dollars === 'interpolated' ? interpolated(written) : written;
  return around.readEmbedded(format, embedded.text).uses.flatMap(use => placed(use, embedded, source) ?? []);
}

interface Embedding {
  /** Id. */
  readonly format: string;
  readonly around: Surroundings;
  readonly dollars?: YamlPlace['dollars'];
}

const dollar = /\$\$|\$(?:[A-Za-z_]\w*|\{[^}\n]*\}?)/g;
/** A sign that stands in no reference: what it covers is a hole. */
const hole = '%';

/** `$$` read as the sign that it means, and holes where something is filled in. */
function interpolated({ text, offsets, folded: isFolded }: EmbeddedText): EmbeddedText {
  const parts: string[] = [];
  const kept: number[] = [];
  let done = 0;
  const keep = (until: number): void => {
    parts.push(text.slice(done, until));
    for (let at = done; at < until; at += 1) kept.push(offsets[at] as number);
    done = until;
  };
  for (const { 0: sign, index } of text.matchAll(dollar)) {
    keep(index);
    if (sign === '$$') {
      keep(index + 1);
      done += 1;
    } else {
      keep(index + sign.length);
      parts.splice(-1, 1, hole.repeat(sign.length));
    }
  }
  keep(text.length);
  return { text: parts.join(''), offsets: [...kept, offsets[text.length] as number], folded: isFolded };
}

/** Undefined where escapes keep the text from standing in the document as it is read. */
function embeddedText(node: Scalar, source: ScalarSource): EmbeddedText | undefined {
  const { original, parsed } = source;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return node.range ? blockText(node, original, node.range) : undefined;
  const found = scalarText(node, { ...source, offset: 0 });
  if (!found || (found.value !== found.raw && parsed === original)) return undefined;
  const { start } = found.range;
  return { text: found.raw, offsets: Array.from({ length: found.raw.length + 1 }, (_, index) => start + index), folded: false };
}

/** The lines below the header, without the indentation of the first that has words. */
function blockText(node: Scalar, original: string, [start, end]: readonly [number, number, number]): EmbeddedText {
  const header = original.indexOf('\n', start);
  if (header < 0 || header >= end) return { text: '', offsets: [end], folded: false };
  const body = original.slice(header + 1, end);
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0;
  const offsets: number[] = [];
  let text = '';
  for (let at = 0; at < body.length; ) {
    const next = body.indexOf('\n', at);
    const stop = next < 0 ? body.length : next + 1;
    const from = at + Math.min(indent, blanksAt(body, at));
    for (let index = from; index < stop; index += 1) offsets.push(header + 1 + index);
    text += body.slice(from, stop);
    at = stop;
  }
  offsets.push(end);
  return node.type === 'BLOCK_FOLDED' ? { text: fold(text), offsets, folded: true } : { text, offsets, folded: false };
}

function blanksAt(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at - from;
}

/** A line end between two lines of words becomes a blank; of empty lines all but one stay, which this keeps too: of the same length. */
function fold(text: string): string {
  return text.replace(/(?<=[^\s])\r?\n(?=[^\s])/g, end => ' '.repeat(end.length));
}

/** Undefined for what stands on several lines: no range holds it alone. */
function placed(use: ImageUse, embedded: EmbeddedText, { original, offset }: ScalarSource): ImageUse | undefined {
  const range = placedRange(use.range, embedded);
  const site = placedRange(use.site.range, embedded);
  const raw = original.slice(range.start, range.end);
  if (/[\r\n]/.test(raw)) return undefined;
  // Its fields would have to be placed one by one, which nothing that is embedded needs.
  const { split, ...whole } = use;
  const disabled = split ? lines : embedded.folded ? folded : isSame(original, site, use.site.raw) ? use.fixDisabled : lines;
  const where: Site = isSame(original, site, use.site.raw) ? { ...use.site, range: shifted(site, offset) } : { range: shifted(range, offset), raw };
  return { ...whole, range: shifted(range, offset), raw, site: where, ...(disabled ? { fixDisabled: disabled } : {}) };
}

function placedRange({ start, end }: Range, { offsets }: EmbeddedText): Range {
  const last = end > start ? (offsets[end - 1] as number) + 1 : (offsets[start] as number);
  return { start: offsets[start] as number, end: last };
}

function isSame(original: string, { start, end }: Range, raw: string): boolean {
  return original.slice(start, end) === raw;
}

function shifted({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
