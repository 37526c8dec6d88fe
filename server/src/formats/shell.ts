import type { DocumentInfo } from '../core/document';
import { baseName } from '../core/path';
import { commandFormat, wordsOfCommands } from './commands/format';
import { placeInShell, readShell } from './commands/read-shell';
import type { Format } from './format';

const file = /\.(?:sh|bash|zsh|ksh)$/i;
const shebang = /^\uFEFF?#![^\n]*\b(?:(?:ba|da|a|z|k|mk)?sh|nix-shell)\b/;

/** Scripts of shells: the images that their commands take. */
export const shell: Format = commandFormat({
  id: 'shell',
  title: 'Shell scripts',
  files: ['*.sh', '*.bash', '*.zsh', '*.ksh'],
  file,
  claims: isScript,
  words: wordsOfCommands,
  read: readShell,
  commentPlace: placeInShell,
});

/** What says that it is a script of something else is none, whatever it is called. */
function isScript({ path, text }: DocumentInfo): boolean {
  if (/^\uFEFF?#!/.test(text)) return shebang.test(text) && (file.test(path) || !baseName(path).includes('.'));
  return file.test(path);
}
