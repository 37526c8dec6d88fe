import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** Keys at the top that are no jobs. */
const except = new Set(['variables', 'include', 'workflow', 'stages', 'spec', 'image', 'services', 'cache']);

/** GitLab's own virtual machines of macOS are chosen by the same key. */
const not = /^macos-\d+-xcode-\d+$/;

/** A text, a list of them, or lists in a list, as anchors make them. */
const listed = (at: string): readonly string[] => [at, `${at}[]`, `${at}[][]`];

/** Jobs with a stage and a script, as no other kind has them beside each other: parts of a pipeline have any name. */
const stage = /^(?: {2}| {4})stage[ \t]*:/m;
const script = /^(?: {2}| {4})script[ \t]*:/m;

/** Pipelines of GitLab: of all jobs, of one job, hidden ones too. */
export const gitlabCi: Format = yamlFormat({
  id: 'gitlab-ci',
  title: 'GitLab CI',
  files: ['.gitlab-ci*.yml', '*.gitlab-ci.yml', '.gitlab/**', '.gitlab-ci/**'],
  file: /(?:(?:^|[/._-])gitlab-ci(?:\/(?:.+\/)?)?[^/]*|(?:^|\/)\.gitlab\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  elsewhere: text => text.includes(' script:') && text.includes(' stage:') && stage.test(text) && script.test(text),
  words: orCommands(/image|services/),
  places: [
    { at: 'image', role: 'container', not },
    { at: 'image.name', role: 'container', not },
    { at: 'services[]', role: 'service' },
    { at: 'services[].name', role: 'service' },
    { at: '*.image', role: 'container', except, not },
    { at: '*.image.name', role: 'container', except, not },
    { at: '*.services[]', role: 'service', except },
    { at: '*.services[].name', role: 'service', except },
    ...scriptsAt(['before_script', 'after_script'].flatMap(listed)),
    ...scriptsAt(['*.script', '*.before_script', '*.after_script', '*.hooks.pre_get_sources_script', '*.run[].script'].flatMap(listed), { except }),
  ],
});
