import type { TextEdit } from '../core/range';
import type { Change, Scene } from './change';
import { programOf, type Command } from './shell/commands';
import { removalEdit } from './shell/removal';
import type { Token } from './shell/words';
import { replacement } from './source';
import { smallerVersions, type Applet } from './tables/busybox';
import { isBusybox } from './target';

/** The package that a command needs because BusyBox' version of its program is too small; undefined where it will do. */
export function packageForFlags(command: Command): string | undefined {
  const applet = appletOf(command);
  if (!applet) return undefined;
  return flagsOf(command).some(word => !isKnown(word.text, applet)) ? applet.package : undefined;
}

/** GNU's long flags in the words of BusyBox. */
export function changeFlags(command: Command, scene: Scene, isInstalled: (program: string) => boolean): Change | undefined {
  const applet = appletOf(command);
  if (!applet || !isBusybox(scene.target) || scene.origin === 'alpine' || isInstalled(programOf(command) ?? '') || packageForFlags(command) !== undefined) return undefined;
  const edits = flagsOf(command).flatMap(word => edit(word, command, { applet, scene }));
  return edits.length > 0 ? { kind: 'edit', edits } : undefined;
}

function appletOf(command: Command): Applet | undefined {
  const program = programOf(command) ?? '';
  return Object.hasOwn(smallerVersions, program) ? smallerVersions[program] : undefined;
}

function flagsOf({ words }: Command): readonly Token[] {
  const end = words.findIndex(({ text }) => text === '--');
  return words.slice(1, end < 0 ? undefined : end).filter(({ text }) => /^-[\w-]/.test(text));
}

function isKnown(text: string, { short, long, written }: Applet): boolean {
  if (Object.hasOwn(written, text)) return true;
  if (text.startsWith('--')) return long.has(text.slice(2).split('=', 1)[0] ?? '');
  // A letter with a value ends the flags: what follows is the value.
  return [...text.slice(1).replace(/(?<=[CfTXOPoUt]).*$/s, '')].every(letter => short.includes(letter));
}

function edit(word: Token, command: Command, { applet, scene: { shell } }: { applet: Applet; scene: Scene }): TextEdit[] {
  if (!Object.hasOwn(applet.written, word.text)) return [];
  const to = applet.written[word.text] ?? '';
  if (to !== '') return [replacement(shell.text, word, to)];
  const index = command.words.indexOf(word);
  return [removalEdit(shell, { start: word.start, end: word.end, previousEnd: command.words[index - 1]?.end, nextStart: command.words[index + 1]?.start })];
}
