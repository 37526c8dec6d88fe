import type { Frame, TextFrame } from './frame';
import { ansiQuote } from './quotes';
import { add, takeHole, topOf, type Scanner } from './scanner';
import { enterCommands, leave, pushText } from './stretches';

const variable = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;
/** `${X#…}`, `${X/…}` and their like take a pattern, in which quotes are quotes even within quotes. */
const patternOperator = /^!?[\w@*]+(?:\[[^\]]*\])?[#%/^,]/;
const longestName = 200;

/** `$`: what is filled in, or a quote of its own kind. */
export function dollar(s: Scanner, frame: Frame): void {
  if (takeHole(s)) return;
  const { text } = s;
  const start = s.at;
  const next = start + s.options.dollar.length;
  if (!text.startsWith(s.options.dollar, start)) return add(s, start, start + 1);
  if (text.startsWith('((', next)) {
    pushText(s, { kind: 'arithmetic', start, hole: true });
    s.at = next + 2;
  } else if (text[next] === '(') {
    enterCommands(s, next + 1, ')');
  } else if (text[next] === '{') {
    pushText(s, { kind: 'brace', start, hole: true, quotes: patternOperator.test(text.slice(next + 1, next + longestName)) });
    s.at = next + 1;
  } else if (frame.kind === 'commands' && text[next] === "'") {
    ansiQuote(s, next + 1);
  } else if (frame.kind === 'commands' && text[next] === '"') {
    s.at = next;
  } else {
    variable.lastIndex = next;
    if (variable.test(text)) add(s, start, Math.min(variable.lastIndex, s.options.end), true);
    else add(s, start, Math.min(next, s.options.end));
  }
}

export function backtick(s: Scanner, frame: Frame): void {
  const owner = frame.kind === 'commands' ? frame : frame.owner;
  if (!owner.backtick) return enterCommands(s, s.at + 1, '`');
  for (let top = topOf(s); top.kind !== 'commands' || top.close !== '`'; top = topOf(s)) leave(s, top, 0);
  leave(s, topOf(s), 1);
}

/** The end of `${…}`. */
export function closeBrace(s: Scanner, frame: TextFrame): void {
  leave(s, frame, 1);
}

/** Of arithmetic. */
export function parenthesis(s: Scanner, frame: TextFrame): void {
  const isOpen = s.text[s.at] === '(';
  if (!isOpen && frame.depth === 0) return leave(s, frame, s.text[s.at + 1] === ')' ? 2 : 1);
  frame.depth += isOpen ? 1 : -1;
  s.at += 1;
}
