import { largestParsedDocument, type ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { readComments } from '../yaml/comments';
import { splitDocuments } from '../yaml/documents';
import { parseYaml } from '../yaml/parse';
import type { ScalarSource } from '../yaml/scalar';
import { hasBareTemplate, hasTemplate, maskTemplate } from '../yaml/template';
import { scanLines } from './scan';
import { formatId, readStructure } from './structure';
import { namesWorkload } from './workloads';

interface Part {
  readonly uses: readonly ImageUse[];
  readonly tooDeep: boolean;
}

/** Every image use of a manifest, in document order. Never throws; syntax errors only make it look closer. */
export function readManifest(text: string): ReadDocument {
  const tooLarge = text.length > largestParsedDocument;
  const documents = splitDocuments(text).filter(({ start, end }) => mayNameImage(text.slice(start, end)));
  const parts = documents.map((range) => readPart(text, range, tooLarge));
  const limited = tooLarge ? 'too-large' : parts.some(({ tooDeep }) => tooDeep) ? 'too-deep' : undefined;
  return {
    format: formatId,
    text,
    uses: parts.flatMap(({ uses }) => uses),
    comments: documents.length > 0 ? readComments(text) : [],
    ...(limited ? { limited } : {}),
  };
}

/** A cheap test before any parser. */
function mayNameImage(document: string): boolean {
  return document.includes('image') && namesWorkload(document);
}

function readPart(text: string, { start, end }: Range, tooLarge: boolean): Part {
  const original = text.slice(start, end);
  // A bare action spoils the structure for certain, one inside a scalar only sometimes.
  const parsed = hasBareTemplate(original) ? maskTemplate(original) : original;
  const source: ScalarSource = { parsed, original, offset: start };
  if (tooLarge) return { uses: scanLines(source), tooDeep: false };
  const first = parsePart(source);
  if (!first.broken || parsed !== original || !hasTemplate(original)) return first;
  return parsePart({ ...source, parsed: maskTemplate(original) });
}

function parsePart(source: ScalarSource): Part & { broken: boolean } {
  const result = parseYaml(source.parsed);
  if (result.state !== 'parsed') return { uses: scanLines(source), tooDeep: result.state === 'too-deep', broken: true };
  const uses = result.documents.flatMap((document) => readStructure(document, source));
  const broken = result.broken || source.parsed !== source.original;
  return { uses: inOrder(broken ? union(uses, scanLines(source)) : uses), tooDeep: false, broken };
}

function union(read: readonly ImageUse[], scanned: readonly ImageUse[]): ImageUse[] {
  const known = new Set(read.map(({ range }) => range.start));
  return [...read, ...scanned.filter(({ range }) => !known.has(range.start))];
}

function inOrder(uses: readonly ImageUse[]): ImageUse[] {
  return [...uses].sort((a, b) => a.range.start - b.range.start);
}
