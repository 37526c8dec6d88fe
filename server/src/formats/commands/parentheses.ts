import { blank, endCommand } from './command-ends';
import { commandFrame, type CommandFrame } from './frame';
import { afterPattern } from './keywords';
import type { Scanner } from './scanner';
import { enterCommands, leave, push, pushText } from './stretches';

const assignment = /^[A-Za-z_]\w*(?:\[.*\])?\+?=$/s;

/** Of an array, a pattern, a function, arithmetic or a subshell. */
export function openParenthesis(s: Scanner, frame: CommandFrame): void {
  const { text } = s;
  const start = s.at;
  const word = frame.word?.simple(text);
  if (frame.test) return blank(s, frame);
  if (word !== undefined && (assignment.test(word) || /.[?*+@!]$|^[?*+@]$/.test(word))) return enterCommands(s, start + 1, ')', true);
  if (frame.cases.at(-1) === 'pattern') return blank(s, frame);
  const closing = /^[ \t]{0,20}\)/.exec(text.slice(start + 1, start + 22));
  if (closing && !frame.list) return startFunction(s, frame, closing[0].length);
  blank(s, frame);
  const first = frame.words[0]?.value;
  if (text[start + 1] === '(' && (first === undefined || first === 'for')) {
    pushText(s, { kind: 'arithmetic', start, hole: false });
    s.at += 1;
  } else {
    push(s, commandFrame({ start, close: ')', list: frame.list, around: frame }));
  }
}

/** `name()`: what follows is a command again. */
function startFunction(s: Scanner, frame: CommandFrame, length: number): void {
  frame.word = undefined;
  frame.words = [];
  s.at += 1 + length;
}

export function closeParenthesis(s: Scanner, frame: CommandFrame): void {
  if (frame.test) return blank(s, frame);
  if (frame.cases.at(-1) === 'pattern') {
    blank(s, frame);
    if (frame.cases.at(-1) === 'pattern') return afterPattern(frame);
    s.at -= 1;
  }
  if (frame.close === ')') return leave(s, frame, 1);
  endCommand(s, frame, ')');
  s.at += 1;
}
