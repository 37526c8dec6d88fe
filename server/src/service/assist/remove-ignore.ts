import { bareSurroundings, type Comment, type ReadDocument } from '../../core/document';
import type { Finding } from '../../core/finding';
import { parseOwnIgnore } from '../../core/ignore';
import { applyEdits, sameRange, type TextEdit } from '../../core/range';
import type { Format } from '../../formats/format';
import { readEmbedded } from '../reading';

/** The edit that takes the rules out of an ignore comment that it names in vain, and the line with the last of them. */
export function planRemoval(format: Format, document: ReadDocument, { range, inVain = [] }: Finding): TextEdit | undefined {
  const comment = document.comments.find(each => sameRange(each.range, range));
  const ignore = comment && parseOwnIgnore(comment.text);
  if (!comment || !ignore) return undefined;
  const kept = [...new Set(ignore.rules)].filter(rule => !inVain.includes(rule));
  const edit = kept.length === 0 ? withoutLine(document.text, comment) : withoutRules(document.text, comment, kept);
  return edit && isHarmless(format, document, edit) ? edit : undefined;
}

function withoutLine(text: string, { range }: Comment): TextEdit | undefined {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const feed = text.indexOf('\n', range.end);
  const end = feed < 0 ? text.length : feed + 1;
  const isOwn = /^\uFEFF?[ \t]*(?:#|\/\/)?[ \t]*$/.test(text.slice(start, range.start)) && text.slice(range.end, end).trim() === '';
  if (!isOwn) return undefined;
  const from = text.startsWith('\uFEFF', start) ? start + 1 : start;
  return { range: { start: from, end }, newText: '' };
}

function withoutRules(text: string, { range }: Comment, kept: readonly string[]): TextEdit | undefined {
  const written = text.slice(range.start, range.end);
  const list = /(plimsoll-ignore-(?:next-line|file)[ \t]+)([^:\r\n]*[^:\s])/.exec(written);
  if (!list) return undefined;
  const start = range.start + list.index + (list[1] ?? '').length;
  return { range: { start, end: start + (list[2] ?? '').length }, newText: kept.join(', ') };
}

/** One comment says less, or is gone, and all the rest reads as before. */
function isHarmless(format: Format, { text }: ReadDocument, edit: TextEdit): boolean {
  const around = { ...bareSurroundings, readEmbedded };
  const [before, after] = [format.read(text, around), format.read(applyEdits(text, [edit]), around)];
  const shape = ({ uses }: ReadDocument) => JSON.stringify(uses.map(({ raw, site }) => [raw, site.raw]));
  return shape(before) === shape(after) && before.comments.length - after.comments.length === (edit.newText === '' ? 1 : 0);
}
