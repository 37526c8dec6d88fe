import { commandFormat, wordsOfCommands } from './commands/format';
import { placeInMake, readMake } from './commands/read-make';
import type { Format } from './format';

const file = /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.[\w-]+)?$|\.(?:mk|mak|makefile)$/;

/** Makefiles: the images that the commands of their recipes take. */
export const make: Format = commandFormat({
  id: 'make',
  title: 'Makefiles',
  files: ['Makefile', 'GNUmakefile', '*.mk'],
  file,
  claims: ({ path }) => file.test(path),
  // Programs are often called by variables: `$(DOCKER) run`.
  words: new RegExp(`${wordsOfCommands.source}|\\$[({](?:docker|podman|kubectl)`, 'i'),
  read: readMake,
  commentPlace: placeInMake,
  // With a tab before it, it would be a command's.
  commentsAtMargin: true,
});
