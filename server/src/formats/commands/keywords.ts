import { blockIn, type CommandFrame } from './frame';

/** What stands behind it is a command again. */
function restart(frame: CommandFrame): void {
  frame.words = [];
  frame.before = '';
}

function enter(frame: CommandFrame): void {
  restart(frame);
  frame.block = blockIn(frame.block);
}

function leave(frame: CommandFrame): void {
  frame.block = frame.block.parent ?? frame.block;
}

function branch(frame: CommandFrame): void {
  leave(frame);
  enter(frame);
}

/** Words that mean something of their own where a command may begin. */
const keywords: ReadonlyMap<string, (frame: CommandFrame) => void> = new Map([
  ['if', restart], ['while', restart], ['until', restart], ['!', restart], ['coproc', restart],
  ['then', enter], ['do', enter], ['{', enter],
  ['elif', frame => { leave(frame); restart(frame); }],
  ['else', branch],
  ['fi', leave], ['done', leave], ['}', leave],
  ['case', frame => frame.cases.push('subject')],
  ['esac', leaveCase],
  ['[[', frame => { frame.test = true; }],
]);

function leaveCase(frame: CommandFrame): void {
  if (frame.cases.pop() === 'body') leave(frame);
}

/** A word has been read that is neither quoted nor made of anything but letters. */
export function afterWord(frame: CommandFrame, word: string): void {
  const state = frame.cases.at(-1);
  if (state === 'pattern') {
    if (word === 'esac' && frame.words.length === 1) endPatterns(frame);
  } else if (frame.words.length === 1) {
    keywords.get(word)?.(frame);
  } else if (state === 'subject' && word === 'in' && frame.words.length === 3) {
    startPattern(frame);
  } else if (frame.words.length === 2 && frame.words[0]?.value === 'function') {
    restart(frame);
  }
}

function endPatterns(frame: CommandFrame): void {
  frame.cases.pop();
  frame.words = [];
}

function startPattern(frame: CommandFrame): void {
  frame.cases[frame.cases.length - 1] = 'pattern';
  frame.words = [];
}

/** `;;`: the next pattern follows. */
export function afterBody(frame: CommandFrame): void {
  if (frame.cases.at(-1) !== 'body') return;
  leave(frame);
  startPattern(frame);
}

/** `)` behind a pattern. */
export function afterPattern(frame: CommandFrame): void {
  frame.cases[frame.cases.length - 1] = 'body';
  enter(frame);
}
