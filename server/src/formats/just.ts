import { commandFormat, wordsOfCommands } from './commands/format';
import { placeInJust, readJust } from './commands/read-just';
import type { Format } from './format';

const file = /(?:^|\/)\.?justfile$|\.just$/i;

/** Justfiles: the images that the commands of their recipes take. */
export const just: Format = commandFormat({
  id: 'just',
  title: 'Justfiles',
  files: ['justfile', '.justfile', '*.just'],
  file,
  claims: ({ path }) => file.test(path),
  words: wordsOfCommands,
  read: readJust,
  commentPlace: placeInJust,
});
