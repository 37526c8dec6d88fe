import { blank, endWord } from './command-ends';
import type { CommandFrame } from './frame';
import { readHeredoc } from './heredoc';
import { takeHole, type Scanner } from './scanner';
import { enterCommands } from './stretches';

/** `<` and `>`: what follows is no argument, but a file, a heredoc, or commands. */
export function redirect(s: Scanner, frame: CommandFrame): void {
  const { text } = s;
  if (frame.test || takeHole(s)) return frame.test ? blank(s, frame) : undefined;
  if (text[s.at + 1] === '(') return enterCommands(s, s.at + 2, ')');
  if (/^(?:[0-9]+|\{\w+\})$/.test(frame.word?.simple(text) ?? '')) frame.word = undefined;
  endWord(s, frame);
  const heredoc = text.startsWith('<<<', s.at) ? undefined : readHeredoc(text, s.at);
  if (heredoc) {
    s.heredocs.push(heredoc.heredoc);
    s.at = Math.min(heredoc.end, s.options.end);
    return;
  }
  s.at += /^(?:<<<|>>|>\||[<>]&|<>|[<>])/.exec(text.slice(s.at, s.at + 3))?.[0].length ?? 1;
  frame.redirect = true;
}
