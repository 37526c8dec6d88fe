import type { Format } from '../format';
import { yamlFormat } from '../yaml/places/format';
import { expandVariables } from './variables';

const image = 'docker-image://';

/** Compose files. What a service builds itself is known as local by its workspace. */
export const compose: Format = yamlFormat({
  id: 'compose',
  title: 'Docker Compose',
  files: ['compose.yaml', 'compose.*.yaml', 'docker-compose.yaml', 'docker-compose.*.yaml'],
  // Where a name only begins so, as with the charts of a tool that is called so, it is none.
  file: /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i,
  content: /^["']?(?:services|include|x-[\w-]+)["']?[ \t]*:/m,
  words: /image/,
  expand: expandVariables,
  places: [
    { at: 'services.*.image', role: 'service' },
    { at: 'services.*.pre_start[].image', role: 'init' },
    { at: 'services.*.build.additional_contexts.*', role: 'base', prefix: image },
    { at: 'services.*.volumes[].source', role: 'volume', beside: ['type', 'image'] },
  ],
});
