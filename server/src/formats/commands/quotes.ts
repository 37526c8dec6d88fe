import type { Frame } from './frame';
import { add, brace, wordOf, type Scanner } from './scanner';
import { pushText } from './stretches';

export function escape(s: Scanner, frame: Frame): void {
  const next = s.at + 1;
  // A carriage return alone ends a line in the editor, so nobody means it as a word.
  const feed = s.text.startsWith('\r\n', next) ? 2 : s.text[next] === '\n' || s.text[next] === '\r' ? 1 : 0;
  if (feed > 0) {
    s.at = next + feed;
  } else if (frame.kind === 'double' && !'$`"\\'.includes(s.text[next] ?? ' ')) {
    add(s, s.at, next);
  } else {
    wordOf(s).quote();
    s.at = next;
    add(s, next, Math.min(next + 1, s.options.end));
  }
}

export function single(s: Scanner, frame: Frame): void {
  if (frame.kind !== 'commands' && frame.plainQuotes) return add(s, s.at, s.at + 1);
  const start = s.at;
  wordOf(s).quote();
  s.at += 1;
  for (let end = -1; ; ) {
    if (end < s.at) end = s.text.indexOf("'", s.at);
    if (end < 0 || end >= s.options.end) return giveUp(s, start);
    const hole = s.text.slice(s.at, end).search(/[{$]/);
    add(s, s.at, hole < 0 ? end : s.at + hole);
    if (hole < 0) break;
    brace(s);
    // A hole without its end leaves everything where it is.
    if (s.stopped) return giveUp(s, start);
  }
  s.at += 1;
  noteQuote(s, start, s.at);
}

export function double(s: Scanner, frame: Frame): void {
  if (frame.kind === 'double') {
    s.frames.pop();
    s.at += 1;
    return noteQuote(s, frame.start, s.at);
  }
  wordOf(s).quote();
  pushText(s, { kind: 'double', start: s.at, hole: false });
  s.at += 1;
}

/** `$'…'`: what its escapes stand for is not looked up. */
export function ansiQuote(s: Scanner, from: number): void {
  const start = s.at;
  for (let at = from; at < s.options.end; at += 1) {
    if (s.text[at] === '\\') at += 1;
    else if (s.text[at] === "'") return add(s, start, at + 1, true);
  }
  giveUp(s, start);
}

export function noteQuote(s: Scanner, start: number, end: number): void {
  if (start < s.longQuote && (end === Infinity || s.text.slice(start, end).includes('\n'))) s.longQuote = start;
}

/** A quote without its end. */
function giveUp(s: Scanner, start: number): void {
  noteQuote(s, start, Infinity);
  s.stopped = true;
  s.at = s.options.end;
}
