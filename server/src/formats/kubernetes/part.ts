import type { Comment } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { readBlockStyle } from '../yaml/block';
import { readComments } from '../yaml/comments';
import { mostTokens, parseYaml, type TokenBudget } from '../yaml/parse';
import type { ScalarSource } from '../yaml/scalar';
import { hasBareTemplate, hasTemplate, maskTemplate } from '../yaml/template';
import { scanLines } from './scan';
import { readStructure, structuralKeys } from './structure';
import { namesWorkload } from './workloads';

/** What one document of a stream holds. Offsets count from its own start, so that it can move. */
export interface Part {
  readonly uses: readonly ImageUse[];
  readonly comments: readonly Comment[];
  readonly limited?: 'too-large' | 'too-deep';
  /** What its parser took of the stream's budget. */
  readonly tokens: number;
}

type Found = Pick<Part, 'uses' | 'limited'>;

/** Reads one document of a stream, by its parser unless `scanOnly`. The budget is the whole stream's. */
export function readPart(text: string, left: number, scanOnly: boolean): Part {
  const budget = { left: Math.min(left, mostTokens) };
  const before = budget.left;
  const found = mayNameImage(text) ? findUses(text, budget, scanOnly) : { uses: [] };
  return { ...found, comments: text.includes('#') ? readComments(text) : [], tokens: before - Math.max(0, budget.left) };
}

/** A cheap test before any parser, of a document or of a whole stream. */
export function mayNameImage(document: string): boolean {
  return document.includes('image') && namesWorkload(document);
}

function findUses(original: string, budget: TokenBudget, scanOnly: boolean): Found {
  // A bare action spoils the structure for certain, one inside a scalar only sometimes.
  const parsed = hasTemplate(original) && hasBareTemplate(original) ? maskTemplate(original) : original;
  const source: ScalarSource = { parsed, original, offset: 0 };
  if (scanOnly) return { uses: scanLines(source) };
  const simple = parsed === original ? readBlockStyle(original, structuralKeys) : undefined;
  if (simple) return { uses: inOrder(readStructure(simple, source)) };
  const first = parsePart(source, budget);
  if (!first.broken || parsed !== original || !hasTemplate(original)) return first.found;
  return parsePart({ ...source, parsed: maskTemplate(original) }, budget).found;
}

function parsePart(source: ScalarSource, budget: TokenBudget): { readonly found: Found; readonly broken: boolean } {
  const result = parseYaml(source.parsed, budget);
  if (result.state !== 'parsed') {
    const uses = scanLines(source);
    return { found: result.state === 'hopeless' ? { uses } : { uses, limited: result.state }, broken: true };
  }
  const uses = result.documents.flatMap(({ contents }) => readStructure(contents, source));
  const broken = result.broken || source.parsed !== source.original;
  return { found: { uses: inOrder(broken ? union(uses, scanLines(source)) : uses) }, broken };
}

function union(read: readonly ImageUse[], scanned: readonly ImageUse[]): ImageUse[] {
  const known = new Set(read.map(({ range }) => range.start));
  return [...read, ...scanned.filter(({ range }) => !known.has(range.start))];
}

function inOrder(uses: readonly ImageUse[]): ImageUse[] {
  return [...uses].sort((a, b) => a.range.start - b.range.start);
}
