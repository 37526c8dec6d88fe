import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt, shellLanguage } from './yaml/places/scripts';

const version = /^version[ \t]*:[ \t]*["']?2(?:\.\d)?["']?[ \t]*(?:#.*)?$/m;
const works = /^(?:jobs|executors)[ \t]*:/m;

/** Pipelines of CircleCI. `machine.image` is a virtual machine's, and none of ours. */
export const circleci: Format = yamlFormat({
  id: 'circleci',
  title: 'CircleCI',
  files: ['.circleci/**'],
  file: /(?:^|\/)\.circleci\/(?:.+\/)?[^/]+\.ya?ml$/i,
  elsewhere: text => text.includes(' docker:') && works.test(text) && version.test(text),
  words: orCommands(/docker/),
  places: [
    // Of jobs and executors, in orbs that stand in the file too, and in the parts that are packed to one file.
    { at: '**.docker[].image', role: 'container' },
    ...scriptsAt(['**.steps[].run']),
    ...scriptsAt(['**.steps[].run.command'], { language: { key: 'shell', is: shellLanguage } }),
  ],
});
