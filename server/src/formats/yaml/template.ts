/**
 * Go templates inside YAML. A text that holds actions is masked by text of the same length, so that every offset stays
 * true: a line of nothing but actions becomes blank, and an action inside a line becomes a plain word.
 */
const opening = '{{';
const closing = '}}';

export function hasTemplate(text: string): boolean {
  return text.includes(opening);
}

/** Whether an action stands where YAML would take it for structure of its own: as a line, or as a whole value. */
export function hasBareTemplate(text: string): boolean {
  return /(?:^|[:-][ \t])[ \t]*\{\{/m.test(text);
}

export function maskTemplate(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let start = text.indexOf(opening); start >= 0; start = text.indexOf(opening, done)) {
    const end = endOfRun(text, start);
    parts.push(text.slice(done, start), cover(text.slice(start, end), standsAlone(text, start, end) ? ' ' : 'x'));
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** The end of an action and of those that follow it with only blanks between. An action without end reaches to the end of its line. */
function endOfRun(text: string, start: number): number {
  let end = start;
  for (let next = start; text.startsWith(opening, next); next = skipBlanks(text, end)) {
    const close = text.indexOf(closing, next + opening.length);
    if (close < 0) return lineEnd(text, next);
    end = close + closing.length;
  }
  return end;
}

function standsAlone(text: string, start: number, end: number): boolean {
  let before = start;
  while (before > 0 && (text[before - 1] === ' ' || text[before - 1] === '\t')) before -= 1;
  const after = text[skipBlanks(text, end)];
  return (before === 0 || text[before - 1] === '\n') && (after === undefined || after === '\n' || after === '\r');
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Line ends stay: an action over several lines must not join them. */
function cover(action: string, sign: string): string {
  return action.replace(/[^\r\n]/g, sign);
}
