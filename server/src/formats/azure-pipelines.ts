import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** A job's container is first the name of one that the pipeline declares, and only then an image. */
const namesAt = 'resources.containers[].container';

export const azurePipelines: Format = yamlFormat({
  id: 'azure-pipelines',
  title: 'Azure Pipelines',
  files: ['azure-pipelines*.yml', '.azure-pipelines/**', '.azuredevops/**'],
  file: /(?:^|\/)(?:azure-pipelines[^/]*|\.azure-pipelines\/(?:.+\/)?[^/]+|\.azuredevops\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  words: orCommands(/container|services/),
  places: [
    { at: 'resources.containers[].image', role: 'container' },
    ...['', 'jobs[].', 'stages[].jobs[].'].flatMap(job => [
      { at: `${job}container`, role: 'container', namesAt } as const,
      { at: `${job}container.image`, role: 'container' } as const,
    ]),
    ...scriptsAt(['**.steps[].script', '**.steps[].bash']),
  ],
});
