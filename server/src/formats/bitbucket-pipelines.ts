import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** Pipelines of Bitbucket, where an image may be named for all steps and for each. */
export const bitbucketPipelines: Format = yamlFormat({
  id: 'bitbucket-pipelines',
  title: 'Bitbucket Pipelines',
  files: ['bitbucket-pipelines.yml'],
  file: /(?:^|\/)bitbucket-pipelines\.ya?ml$/i,
  words: orCommands(/image|docker:\/\//),
  places: [
    { at: 'definitions.services.*.image', role: 'service' },
    { at: 'definitions.services.*.image.name', role: 'service' },
    { at: 'image', role: 'container' },
    { at: 'image.name', role: 'container' },
    { at: '**.step.image', role: 'container' },
    { at: '**.step.image.name', role: 'container' },
    { at: '**.script[].pipe', role: 'container', prefix: 'docker://' },
    ...scriptsAt(['**.script[]', '**.after-script[]']),
  ],
});
