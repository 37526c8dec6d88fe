import type { Range } from '../../core/range';

/** A fenced block of code. */
export interface Block {
  /** The first word of its info string, in lower case. */
  readonly language: string;
  /** Its lines with their line ends, without what indents the fence. */
  readonly lines: readonly Range[];
}

/** Blocks of one document, and characters of one block: documentation has no more. */
const mostBlocks = 1_000;
const largestBlock = 100_000;
/** Blanks and quote signs, perhaps the sign of a list item, the fence, and what language it is. */
const opening = /^([ \t>]{0,100}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?)(`{3,20}|~{3,20})[ \t]*(?:\{[ \t]*)?\.?([\w+#-]{0,40})([^\n]*)$/;
/** In a transcript, what is typed stands behind a sign: that of root only where nobody else types, because it begins comments too. */
const prompt = /^[ \t]*(?:\$|%|❯|>|PS>)[ \t]+/;
const rootPrompt = /^[ \t]*#[ \t]+/;
const transcripts: ReadonlySet<string> = new Set(['console', 'shell-session', 'shellsession', 'sh-session', 'terminal']);
const scripts: ReadonlySet<string> = new Set(['sh', 'bash', 'shell', 'zsh']);

interface Open extends Block {
  readonly lines: Range[];
  readonly indent: string;
  readonly fence: string;
}

/** The blocks that are closed, or reach to the end. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Open | undefined;
  for (let start = 0; start < text.length && blocks.length < mostBlocks; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const line = text.slice(start, Math.min(next, start + 1_000)).trimEnd();
    if (open && closes(line, open)) {
      blocks.push(open);
      open = undefined;
    } else if (open) {
      open.lines.push({ start: start + indentOf(line, open.indent), end: next });
    } else {
      open = openedBy(line);
    }
    start = next;
  }
  if (open) blocks.push(open);
  return blocks.filter(isWorthReading).map(({ language, lines }) => ({ language, lines: isTranscript(text, language, lines) ? typed(text, lines) : lines }));
}

function openedBy(line: string): Open | undefined {
  const [whole, indent = '', fence = '', language = '', rest = ''] = opening.exec(line) ?? [];
  // Behind backticks an info string has none: that would be code within a line.
  if (whole === undefined || (fence.startsWith('`') && rest.includes('`'))) return undefined;
  return { language: language.toLowerCase(), lines: [], indent, fence };
}

function closes(line: string, { fence }: Open): boolean {
  const [, sign = ''] = /^[ \t>]*(`+|~+)$/.exec(line) ?? [];
  return sign.startsWith(fence);
}

/** How much of a line belongs to what the block stands in: quote signs, and as many blanks as its fence has. */
function indentOf(line: string, indent: string): number {
  let at = 0;
  while (at < indent.length && at < line.length && (line[at] === ' ' || line[at] === '\t' || (line[at] === '>' && indent[at] === '>'))) at += 1;
  return at;
}

function isWorthReading({ language, lines }: Block): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  return language !== '' && first !== undefined && last !== undefined && last.end - first.start <= largestBlock;
}

/** Many call a transcript a script, and a few a script a transcript. */
function isTranscript(text: string, language: string, lines: readonly Range[]): boolean {
  if (transcripts.has(language)) return begins(prompt, text, lines) || begins(rootPrompt, text, lines);
  return scripts.has(language) && begins(/^[ \t]*\$[ \t]/, text, lines);
}

function begins(sign: RegExp, text: string, lines: readonly Range[]): boolean {
  return lines.some(({ start, end }) => sign.test(text.slice(start, Math.min(end, start + 200))));
}

/** What was typed, and what it goes on with behind a `\`. */
function typed(text: string, lines: readonly Range[]): Range[] {
  let goesOn = false;
  const sign = begins(prompt, text, lines) ? prompt : rootPrompt;
  return lines.flatMap(({ start, end }) => {
    const line = text.slice(start, end);
    const width = sign.exec(line)?.[0].length;
    if (width === undefined && !goesOn) return [];
    goesOn = /\\[ \t]*\r?\n$/.test(line.slice(-100));
    return [{ start: start + (width ?? 0), end }];
  });
}
