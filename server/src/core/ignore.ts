/** Comments that hide findings: our own words, and those that hadolint's users have written already. */
import type { Comment } from './document';
import { visibleLine } from './plain-text';
import type { Range } from './range';

export interface IgnoreComment {
  readonly scope: 'next-line' | 'file';
  /** Ids as they were written; one that no rule has hides nothing. */
  readonly rules: readonly string[];
  readonly reason?: string;
}

/** Our rules by the hadolint rule that asks the same (image tagged; not latest; from a trusted registry). */
const hadolintRules: ReadonlyMap<string, readonly string[]> = new Map([
  ['DL3006', ['tag-missing']],
  ['DL3007', ['tag-latest']],
  ['DL3026', ['publisher-unknown', 'publisher-untrusted']],
]);

const longestComment = 2000;
const ours = /^plimsoll-ignore-(next-line|file)[ \t]+([^:]*)(?::(.*))?$/s;
const hadolint = /^hadolint[ \t]+(global[ \t]+)?ignore[ \t]*=([^#]*)(?:#(.*))?$/s;

/** What a comment (the text behind its sign) asks to hide, or undefined when it is about something else. */
export function parseIgnoreComment(text: string): IgnoreComment | undefined {
  if (text.length > longestComment) return undefined;
  const own = ours.exec(text);
  if (own) return ignoreComment(own[1] as IgnoreComment['scope'], words(own[2]), own[3]);
  const other = hadolint.exec(text);
  if (!other) return undefined;
  const rules = words(other[2]).flatMap(id => hadolintRules.get(id) ?? []);
  return ignoreComment(other[1] === undefined ? 'next-line' : 'file', rules, other[3]);
}

/** The same of our own words alone. */
export function parseOwnIgnore(text: string): IgnoreComment | undefined {
  return ours.test(text) ? parseIgnoreComment(text) : undefined;
}

/** Whether a comment of the text, wherever it stands, may hide something in all of it: a cheap look. */
export function mayIgnoreFile(text: string): boolean {
  return text.includes('plimsoll-ignore-file') || /hadolint[ \t]+global/.test(text);
}

/** Whether some comment of the text may hide anything: a cheap look, before its comments are read at all. */
export function mayIgnore(text: string): boolean {
  return text.includes('plimsoll-ignore') || text.includes('hadolint');
}

/** Whether any of the comments hides something. */
export function hasIgnores(comments: readonly Comment[]): boolean {
  return comments.some(({ text }) => parseIgnoreComment(text) !== undefined);
}

/** UTF-16 units: more is a document of its own. */
const longestReason = 300;

/**
 * A reason as it is written beside an ignore: one line, of which no reader makes anything. A backslash continues comments of
 * Makefiles, and templates run what stands between two braces, comments included.
 */
export function cleanReason(reason: string): string {
  return visibleLine(reason.slice(0, longestReason)).replaceAll('\\', '/').replace(/([{}])(?=\1)/g, '$1 ');
}

/** The words of a comment that asks to hide what `rule` finds. */
export function ignoreWords(scope: IgnoreComment['scope'], rule: string, reason = ''): string {
  const clean = cleanReason(reason);
  return `plimsoll-ignore-${scope} ${rule}${clean === '' ? '' : `: ${clean}`}`;
}

function ignoreComment(scope: IgnoreComment['scope'], rules: readonly string[], reason = ''): IgnoreComment {
  const trimmed = reason.trim();
  return trimmed === '' ? { scope, rules } : { scope, rules, reason: trimmed };
}

/** A list with commas; of each entry the first word, so that prose behind it does no harm. */
function words(list = ''): string[] {
  return list.split(',').flatMap(entry => entry.trim().split(/\s/, 1)).filter(word => word !== '');
}

/** Reasons by rule: for the whole file, and by the stretch that a comment governs. */
export interface Ignores {
  readonly file: ReadonlyMap<string, string | undefined>;
  /** In document order; one may lie within another: a line of a script within the step that runs it. */
  readonly lines: readonly IgnoringLine[];
}

interface IgnoringLine {
  readonly range: Range;
  readonly rules: ReadonlyMap<string, string | undefined>;
  /** The next one around it. */
  readonly around?: IgnoringLine;
}

export function collectIgnores(comments: readonly Comment[]): Ignores {
  const file = new Map<string, string | undefined>();
  const lines = new Map<number, { range: Range; rules: Map<string, string | undefined> }>();
  for (const { text, governs } of comments) {
    const comment = parseIgnoreComment(text);
    if (!comment) continue;
    const line = lines.get(governs.start) ?? { range: governs, rules: new Map<string, string | undefined>() };
    if (comment.scope === 'next-line') lines.set(governs.start, line);
    const target = comment.scope === 'file' ? file : line.rules;
    for (const rule of comment.rules) target.set(rule, comment.reason);
  }
  return { file, lines: nested([...lines.values()].sort((a, b) => a.range.start - b.range.start)) };
}

function nested(lines: readonly IgnoringLine[]): IgnoringLine[] {
  const found: IgnoringLine[] = [];
  for (const line of lines) {
    const around = lineAround(found.at(-1), line.range.start);
    found.push(around ? { ...line, around } : line);
  }
  return found;
}

/** The line itself or the nearest around it that holds `offset`. */
function lineAround(line: IgnoringLine | undefined, offset: number): IgnoringLine | undefined {
  let holding = line;
  while (holding && offset >= holding.range.end) holding = holding.around;
  return holding;
}

/** The comment's reason, when one hides findings of `rule` at `offset`. */
export function ignoredAt(ignores: Ignores, rule: string, offset: number): { readonly reason?: string } | undefined {
  if (ignores.file.has(rule)) return reasonOf(ignores.file.get(rule));
  let line = lineAt(ignores, offset);
  while (line && !line.rules.has(rule)) line = line.around;
  return line && reasonOf(line.rules.get(rule));
}

function reasonOf(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

function lineAt({ lines }: Ignores, offset: number): IgnoringLine | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as IgnoringLine).range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return lineAround(lines[low - 1], offset);
}
