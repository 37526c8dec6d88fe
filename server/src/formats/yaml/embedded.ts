import type { Scalar } from 'yaml';
import { movedComment, type Surroundings } from '../../core/document';
import { movedUse, type ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { commentsInDocument, placedByCharacter, usesInDocument } from '../embedded';
import type { YamlPlace } from './places/place';
import { scalarText, type ScalarSource } from './scalar';

/** A text inside a document, and where each of its characters stands there. */
interface WrittenText {
  readonly text: string;
  /** Into the document, by offset in the text; one entry more for its end. */
  readonly offsets: readonly number[];
  /** Folding joins lines, so that what is written back may read otherwise. */
  readonly isFolded: boolean;
}

const folded = message('The reference stands in a folded text, where no edit is safe.');

/** The uses of a text of another format that a scalar holds, at their places in the document, whose source takes its comments. */
export function embeddedUses(node: Scalar, source: ScalarSource, { format, around, dollars }: Embedding): ImageUse[] {
  const written = embeddedText(node, source);
  if (!written) return [];
  const { text, offsets, isFolded } = dollars === 'interpolated' ? interpolated(written) : written;
  const embedded = { ...placedByCharacter(text, offsets), ...(isFolded ? { disabled: folded } : {}) };
  const read = around.readEmbedded(format, text);
  const uses = usesInDocument(read.uses, embedded, source.original);
  if (source.comments) for (const comment of commentsInDocument(read, embedded)) source.comments.push(movedComment(comment, source.offset));
  return source.offset === 0 ? uses : uses.map(use => movedUse(use, source.offset));
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
function interpolated({ text, offsets, isFolded }: WrittenText): WrittenText {
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
  return { text: parts.join(''), offsets: [...kept, offsets[text.length] as number], isFolded };
}

/** Undefined where escapes keep the text from standing in the document as it is read. */
function embeddedText(node: Scalar, source: ScalarSource): WrittenText | undefined {
  const { original, parsed } = source;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return node.range ? blockText(node, original, node.range) : undefined;
  const found = scalarText(node, { ...source, offset: 0 });
  if (!found || (found.value !== found.raw && parsed === original)) return undefined;
  const { start } = found.range;
  return { text: found.raw, offsets: Array.from({ length: found.raw.length + 1 }, (_, index) => start + index), isFolded: false };
}

/** The lines below the header, without the indentation of the first that has words. */
function blockText(node: Scalar, original: string, [start, end]: readonly [number, number, number]): WrittenText {
  const header = original.indexOf('\n', start);
  if (header < 0 || header >= end) return { text: '', offsets: [end], isFolded: false };
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
  return node.type === 'BLOCK_FOLDED' ? { text: fold(text), offsets, isFolded: true } : { text, offsets, isFolded: false };
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
