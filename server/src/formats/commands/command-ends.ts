import type { CommandFrame } from './frame';
import { skipHeredocs } from './heredoc';
import { afterBody, afterWord } from './keywords';
import type { Scanner } from './scanner';

/** A command with more words than this is none. */
const mostWords = 2_000;
/** No honest script has more; what follows is left alone. */
const mostCommands = 100_000;

/** Between commands: what makes the next one depend on the one before, and what runs the one before beside the shell. */
const conditional = new Set(['&&', '||', '|', '|&']);
const apart = new Set(['|', '|&', '&']);

export function endWord(s: Scanner, frame: CommandFrame): void {
  const { word } = frame;
  if (!word) return;
  frame.word = undefined;
  if (frame.redirect) frame.redirect = false;
  else if (!frame.list && frame.words.length < mostWords) {
    frame.words.push(word.build(s.text, s.at));
    const simple = word.simple(s.text);
    if (frame.test) frame.test = simple !== ']]';
    else if (simple !== undefined) afterWord(frame, simple);
  }
}

export function endCommand(s: Scanner, frame: CommandFrame, sign: string): void {
  endWord(s, frame);
  const { words, block, before } = frame;
  const isSure = !conditional.has(before) && !apart.has(sign);
  if (words.length > 0 && !frame.list) s.commands.push({ words, block, sure: isSure, end: s.at });
  if (s.commands.length > mostCommands) s.stopped = true;
  frame.words = [];
  frame.redirect = false;
  frame.test = false;
  frame.before = sign;
}

export function blank(s: Scanner, frame: CommandFrame): void {
  endWord(s, frame);
  s.at += 1;
}

export function newline(s: Scanner, frame: CommandFrame): void {
  endWord(s, frame);
  // A condition goes on behind these alone; one that is half typed ends.
  if (frame.test) frame.test = /(?:&&|\|\||\()[ \t\r]*$/.test(s.text.slice(Math.max(0, s.at - 20), s.at));
  const state = frame.cases.at(-1);
  if (!frame.list && !frame.test && state !== 'subject' && state !== 'pattern') endCommand(s, frame, '\n');
  s.at += 1;
  if (s.heredocs.length > 0) s.at = Math.min(s.options.end, skipHeredocs(s.text, s.at, s.heredocs));
  s.heredocs = [];
  if (!frame.test) s.lineStarts.push(s.at);
}

/** `;`, `&`, `|` and what is made of them. */
export function separator(s: Scanner, frame: CommandFrame): void {
  const [sign = ';'] = /^(?:;;&|;;|;&|\|\||\|&|&&|[;|&])/.exec(s.text.slice(s.at, s.at + 3)) ?? [];
  endWord(s, frame);
  const isRedirection = sign === '&' && s.text[s.at + 1] === '>';
  const isInside = frame.list || frame.test || frame.cases.at(-1) === 'pattern';
  if (!isRedirection && !isInside) endCommand(s, frame, sign);
  s.at += sign.length;
  if (sign.length > 1 && sign.startsWith(';')) afterBody(frame);
}
