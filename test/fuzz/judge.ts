import { bareSurroundings, type ReadDocument, type Surroundings } from '../../server/src/core/document';
import { collectIgnores, ignoredAt } from '../../server/src/core/ignore';
import type { ImageUse } from '../../server/src/core/image-use';
import { applyEdits, sameRange, type Range } from '../../server/src/core/range';
import { formatReference, withDigest, type ImageReference } from '../../server/src/core/reference';
import { formats } from '../../server/src/formats';
import type { Format } from '../../server/src/formats/format';
import { editUse } from '../../server/src/service/edit';
import { planIgnoreLine } from '../../server/src/service/ignore-line';
import { readEmbedded } from '../../server/src/service/reading';
import type { Mutant } from './mutants';
import { editableRanges } from '../support/editable-ranges';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
/** Editing is reading twice: of a long list of uses a few are enough. */
const mostEdits = 6;

const formatOf = (id: string): Format | undefined => formats.find(format => format.id === id);
/** Texts in texts are read, as the service reads them. */
const around: Surroundings = { ...bareSurroundings, readEmbedded };

/** What is wrong with the way in which a document is read and edited; nothing, as a rule. */
export function problemsOf({ format: id, text }: Pick<Mutant, 'format' | 'text'>): readonly string[] {
  const format = formats.find(each => each.id === id) as Format;
  try {
    const document = format.read(text, around);
    return [
      ...readingProblems(document),
      ...document.uses.slice(0, mostEdits).flatMap(use => [...editProblems(format, document, use), ...commentProblems(format, document, use)]),
    ];
  } catch (error) {
    return [`throws ${String(error)}`];
  }
}

function readingProblems({ text, uses, comments }: ReadDocument): string[] {
  const problems: string[] = [];
  const slice = ({ start, end }: Range): string => text.slice(start, end);
  let last = 0;
  for (const { range, raw, site, reference, unresolved } of uses) {
    if (slice(range) !== raw || slice(site.range) !== site.raw) problems.push(`${raw}: the range holds something else`);
    if ((reference === null) === (unresolved === null)) problems.push(`${raw}: resolved and not`);
    if (range.start < last) problems.push(`${raw}: out of order`);
    last = range.start;
  }
  for (const { range, governs } of comments) {
    if (range.start >= range.end || governs.start > governs.end || governs.end > text.length) problems.push('a comment has no place');
  }
  return problems;
}

function editProblems(format: Format, document: ReadDocument, use: ImageUse): string[] {
  if (!use.reference) return [];
  const { text } = document;
  const wanted = withDigest(use.reference, digest);
  const edits = editUse(formatOf, use, wanted);
  if ('disabled' in edits) return [];
  const allowed = editableRanges(use);
  if (edits.some(({ range }) => !allowed.some(({ start, end }) => start <= range.start && range.end <= end))) return [`${use.raw}: an edit beyond the reference`];
  const after = format.read(applyEdits(text, edits), around);
  if (after.uses.length !== document.uses.length) return [`${use.raw}: an edit changes which images are named`];
  return document.uses.flatMap((other, index) => {
    const target = sameRange(other.site.range, use.site.range) ? wanted : other.reference;
    const now = after.uses[index]?.reference ?? null;
    return nameOf(now) === nameOf(target) ? [] : [`${use.raw}: an edit turns ${other.raw} into ${nameOf(now)}, not ${nameOf(target)}`];
  });
}

function commentProblems(format: Format, document: ReadDocument, use: ImageUse): string[] {
  const [edit] = planIgnoreLine(format, document, use, { rule: 'tag-latest' }).edits;
  if (!edit) return [];
  const after = format.read(applyEdits(document.text, [edit]), around);
  const ignores = collectIgnores(after.comments);
  const problems: string[] = [];
  if (!ignoredAt(ignores, 'tag-latest', use.site.range.start + edit.newText.length)) problems.push(`${use.raw}: an ignore hides nothing`);
  const uses = ({ uses: all }: ReadDocument) => JSON.stringify(all.map(({ raw, role, reference }) => [raw, role, nameOf(reference)]));
  if (uses(after) !== uses(document)) problems.push(`${use.raw}: an ignore changes what the document says`);
  return problems;
}

function nameOf(reference: ImageReference | null): string {
  return reference ? formatReference(reference) : 'nothing';
}
