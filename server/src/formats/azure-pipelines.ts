import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import type { YamlPlace } from './yaml/places/place';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** A job's container is first the name of one that the pipeline declares, and only then an image. */
export const namesAt = 'resources.containers[].container';

/** Only whole pipelines have these: what a template calls a container may be declared by the pipeline that takes it up. */
const ofPipelines = ['trigger', 'pr', 'schedules', 'resources'];
const bareWord = /^[\w-]+$/;

const containerOf = (job: string): readonly YamlPlace[] => [
  { at: `${job}container`, role: 'container', namesAt, not: bareWord },
  { at: `${job}container`, role: 'container', namesAt, rootKeys: ofPipelines },
  { at: `${job}container.image`, role: 'container' },
];

/** A condition or a loop stands as a key above the jobs that it is for. */
const expression = '${{*[].';
const jobs = ['', 'jobs[].', `jobs[].${expression}`, `stages[].jobs[].`, `stages[].jobs[].${expression}`, `stages[].${expression}jobs[].`];

/** No other kind of file has tasks with versions, or these words. */
const works = /^[ \t]*(?:- task[ \t]*:[ \t]*["']?[\w.-]+@\d|(?:- )?vmImage[ \t]*:)/m;
const declares = /^[ \t]*- container[ \t]*:/m;
const resources = /^resources[ \t]*:/m;
const roots = /^(?:trigger|pr|schedules|resources|extends|stages|jobs|steps|pool|parameters|variables)[ \t]*:/m;

export const azurePipelines: Format = yamlFormat({
  id: 'azure-pipelines',
  title: 'Azure Pipelines',
  files: ['azure-pipelines*.yml', '.azure-pipelines/**', '.azuredevops/**'],
  file: /(?:^|\/)(?:azure-pipelines[^/]*|(?:\.?azure-pipelines|\.azuredevops|\.azure\/pipelines)\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  elsewhere: text => isLikely(text) && roots.test(text) && (works.test(text) || (resources.test(text) && declares.test(text))),
  words: orCommands(/container|services/),
  places: [
    { at: 'resources.containers[].image', role: 'container' },
    // What a pipeline gives to the template that it extends.
    { at: 'extends.parameters.containers.*.image', role: 'container' },
    ...jobs.flatMap(containerOf),
    ...scriptsAt(['**.steps[].', `**.steps[].${expression}`].flatMap(step => [`${step}script`, `${step}bash`])),
  ],
});

/** A cheap look before any pattern. */
function isLikely(text: string): boolean {
  return text.includes('- task:') || text.includes('vmImage:') || text.includes('- container:');
}
