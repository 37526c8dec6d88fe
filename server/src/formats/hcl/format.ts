import { bareSurroundings, largestParsedDocument, mostUses, type Comment, type ReadDocument, type Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { respell, type ImageReference } from '../../core/reference';
import type { Format, ImagePlace } from '../format';
import { referenceAt } from '../place';
import { editSplit } from '../split';
import { commentPlace, readComments } from './comments';
import { looksLikeJson, readJson } from './json';
import { parseHcl, type ParsedHcl } from './parse';
import { readPlaces, type HclDialect } from './places';

export interface HclFormat extends HclDialect, Pick<Format, 'title' | 'files'> {
  /** Of the path, with `/`. */
  readonly file: RegExp;
  /** What a document of such a path must hold to be of this kind; absent where the path tells. */
  readonly content?: (path: string, text: string) => boolean;
  /** Language ids of editors that tell as much as the path. */
  readonly languages: ReadonlySet<string>;
  /** A word of which one at least is in every document that names an image. */
  readonly words: RegExp;
  /** What stands on a line before an image. */
  readonly before: RegExp;
}

/** A document that takes longer to look through than a key may take. */
const largestTyped = 200_000;

/** A format that is HCL, or the same in JSON, and nothing but its places. */
export function hclFormat(format: HclFormat): Format {
  const { id, title, files, file, content, languages, before, besides } = format;
  const read = (text: string, around: Surroundings = bareSurroundings): ReadDocument => readDocument(format, text, around);
  return {
    id,
    title,
    files,
    ...(besides ? { siblings: besides.map(sibling => sibling.file) } : {}),
    mayClaim: path => file.test(path),
    claims: ({ path, languageId, text }) => (languageId !== undefined && languages.has(languageId)) || (file.test(path) && content?.(path, text) !== false),
    read,
    readStart: () => undefined,
    edit: editUse,
    commentPlace: (text, offset) => (looksLikeJson(text) ? undefined : commentPlace(text, offset, parseHcl(text))),
    imagePlace: (text, offset) => imagePlace(read, { text, offset, before }),
  };
}

function readDocument(format: HclFormat, whole: string, around: Surroundings): ReadDocument {
  const tooLarge = whole.length > largestParsedDocument;
  const text = tooLarge ? whole.slice(0, largestParsedDocument) : whole;
  const isJson = looksLikeJson(text);
  let parsed: ParsedHcl | undefined;
  const parse = (): ParsedHcl => (parsed ??= parseHcl(text));
  let comments: readonly Comment[] | undefined;
  const found = !format.words.test(text) ? { uses: [] } : isJson ? jsonUses(format, text, around) : hclUses(format, { text, around, parsed: parse() });
  const limited = tooLarge || found.uses.length > mostUses ? 'too-large' : found.limited;
  return {
    format: format.id,
    text: whole,
    uses: found.uses.slice(0, mostUses),
    get comments() {
      comments ??= isJson || !text.includes('#') ? [] : readComments(text, parse());
      return comments;
    },
    ...(limited ? { limited } : {}),
  };
}

type Found = Pick<ReadDocument, 'uses' | 'limited'>;

function hclUses(format: HclFormat, { text, around, parsed }: { readonly text: string; readonly around: Surroundings; readonly parsed: ParsedHcl }): Found {
  const { root, tokens, limited } = parsed;
  const uses = readPlaces(format, { text, root, tokens, around });
  return limited ? { uses, limited } : { uses };
}

function jsonUses(format: HclFormat, text: string, around: Surroundings): Found {
  const { root, limited } = readJson(text);
  const uses = root ? readPlaces(format, { text, root, tokens: [], around }) : [];
  return limited ? { uses, limited } : { uses };
}

/** No sign of a reference means anything between quotes. */
function editUse(use: ImageUse, reference: ImageReference): ReturnType<Format['edit']> {
  if (use.split) return editSplit(use, reference);
  if (use.fixDisabled) return { disabled: use.fixDisabled };
  return [{ range: use.site.range, newText: respell(use.site.raw, reference) }];
}

interface Cursor {
  readonly text: string;
  readonly offset: number;
  readonly before: RegExp;
}

/** With a letter at the cursor there is something to read, also where nothing stands yet. */
function imagePlace(read: (text: string) => ReadDocument, { text, offset, before }: Cursor): ImagePlace | undefined {
  const found = text.length > largestTyped ? undefined : referenceAt(text, offset, before);
  if (!found) return undefined;
  const { start, end } = found.range;
  const { uses } = read(`${text.slice(0, offset)}x${text.slice(offset)}`);
  return uses.some(({ range }) => range.start === start && range.end === end + 1) ? { range: found.range, stages: [] } : undefined;
}
