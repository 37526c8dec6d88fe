import type { Range } from '../../core/range';

/** One line of YAML, looked at without a parser. */
export interface YamlLine {
  /** Without the line end. */
  readonly range: Range;
  readonly kind: 'blank' | 'comment' | 'text' | 'block-scalar';
  /** Columns of the `- ` that begin the line. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly column: number;
  /** The key of a `key:` there. */
  readonly key?: string;
  /** Offset behind the colon. */
  readonly valueStart?: number;
}

/** More dashes on one line than this are no list. */
const mostDashes = 50;
/** Plain, or in either quotes; a plain key needs a blank behind its colon, and a `#` in it is no comment. */
const keyPattern = /(?:"([^"\\\r\n]{1,100})"[ \t]{0,20}:|'([^'\r\n]{1,100})'[ \t]{0,20}:|([A-Za-z_<][^\s:"'{}[\],&*]{0,100})[ \t]{0,20}:(?=[ \t\r\n]|$))/y;
/** The header of a block scalar at the end of a line: its content is text, whatever it looks like. */
const blockHeader = /(?:^|[ \t])[^ \t]*[:?-][ \t]{1,20}(?:[&!][^ \t]{0,60}[ \t]{1,20}){0,2}[|>][-+1-9]{0,2}$/;
const longestHeader = 200;

/** The lines of `text` in order, block scalars told apart by indentation. */
export function* yamlLines(text: string): Generator<YamlLine> {
  // Lines that are indented deeper than this belong to the block scalar above them.
  let blockColumn = Infinity;
  for (const range of lineRanges(text)) {
    const indent = skipIndent(text, range.start, range.end) - range.start;
    const blank = range.start + indent >= range.end;
    if (!blank && indent <= blockColumn) blockColumn = Infinity;
    if (blank || blockColumn !== Infinity) {
      yield { range, kind: blank ? 'blank' : 'block-scalar', dashes: [], column: indent };
      continue;
    }
    const line = readLine(text, range, indent);
    if (line.kind === 'text' && opensBlock(text, range)) blockColumn = line.key === undefined ? (line.dashes.at(-1) ?? indent) : line.column;
    yield line;
  }
}

function* lineRanges(text: string): Generator<Range> {
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? text.length : feed;
    yield { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
    start = next;
  }
}

function readLine(text: string, range: Range, indent: number): YamlLine {
  let at = range.start + indent;
  if (text[at] === '#') return { range, kind: 'comment', dashes: [], column: indent };
  const dashes: number[] = [];
  while (text[at] === '-' && (at + 1 >= range.end || isIndent(text.charCodeAt(at + 1))) && dashes.length < mostDashes) {
    dashes.push(at - range.start);
    at = skipIndent(text, at + 1, range.end);
  }
  // `{ image: …` and `, image: …`: the first key of a flow mapping.
  at = skipFlowStart(text, at, range.end);
  const line = { range, kind: 'text' as const, dashes, column: at - range.start };
  keyPattern.lastIndex = at;
  const match = keyPattern.exec(text);
  if (!match || keyPattern.lastIndex > range.end) return line;
  return { ...line, key: (match[1] ?? match[2] ?? match[3]) as string, valueStart: keyPattern.lastIndex };
}

function opensBlock(text: string, { start, end }: Range): boolean {
  const tail = text.slice(Math.max(start, end - longestHeader), end);
  const comment = tail.search(/[ \t]#/);
  const header = (comment < 0 ? tail : tail.slice(0, comment)).trimEnd();
  return /[|>][-+1-9]{0,2}$/.test(header) && blockHeader.test(header);
}

function skipIndent(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isIndent(text.charCodeAt(at))) at += 1;
  return at;
}

function skipFlowStart(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t{[,'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Blank, tab, byte order mark. */
function isIndent(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xfeff;
}
