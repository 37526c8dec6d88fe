import type { Surroundings } from '../../core/document';
import type { Format } from '../format';
import { yamlFormat } from '../yaml/places/format';
import type { YamlPlace } from '../yaml/places/place';
import { parseEnvFile, type EnvFile } from './env-file';
import { rootServices, services } from './services';
import { expandVariables } from './variables';

const envFile = '.env';
let lastRead: { readonly text: string; readonly values: EnvFile } = { text: '', values: parseEnvFile('') };

/** A document has many variables, and one such file. */
function envFileOf({ siblings }: Surroundings): EnvFile {
  const text = siblings.get(envFile) ?? '';
  if (lastRead.text !== text) lastRead = { text, values: parseEnvFile(text) };
  return lastRead.values;
}

const image = 'docker-image://';

const places: readonly YamlPlace[] = [
  { at: 'services.*.image', role: 'service' },
  { at: 'services.*.pre_start[].image', role: 'init' },
  { at: 'services.*.build.additional_contexts.*', role: 'base', prefix: image },
  { at: 'services.*.build.additional_contexts[]', role: 'base', after: /^[^=]+=docker-image:\/\// },
  { at: 'services.*.build.dockerfile_inline', role: 'base', embeds: 'dockerfile', dollars: 'interpolated', contextsAt: 'services.*.build.additional_contexts' },
  { at: 'services.*.volumes[].source', role: 'volume', beside: ['type', 'image'] },
  { at: 'services.*.build.cache_from[]', role: 'value', cache: true },
  // Compose files that others publish.
  ...['include[]', 'include[].path', 'include[].path[]'].map(at => ({ at, role: 'value', prefix: 'oci://' } as const)),
];

const dialect = {
  id: 'compose',
  title: 'Docker Compose',
  words: /image|dockerfile_inline|cache_from|oci:\/\//,
  dependsOn: ({ siblings }: Surroundings) => siblings.get(envFile) ?? '',
  expand: (text: string, around: Surroundings) => expandVariables(text, envFileOf(around)),
} as const;

// Where a name only begins so, as with the charts of a tool that is called so, it is none.
const file = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i;
const ofOthers = { at: 'services.*.image', role: 'service', without: 'build' } as const;

/** Compose files. What a service builds itself is known as local by its workspace. */
export const compose: Format = yamlFormat({
  ...dialect,
  files: ['compose.yaml', 'compose.*.yaml', 'docker-compose.yaml', 'docker-compose.*.yaml'],
  file,
  content: /^["']?(?:services|include|x-[\w-]+)["']?[ \t]*:/m,
  siblings: [envFile],
  places,
});

/**
 * Compose files of any other name, as `docker-stack.yml`. The workspace does not look into all of them for what is built, so that is
 * left out here.
 */
export const composeByContent: Format = yamlFormat({
  ...dialect,
  files: [],
  file: /\.ya?ml$/i,
  content: services,
  places: places.map(place => (place.at === ofOthers.at ? ofOthers : place)),
});

/** Compose files of version 1. */
export const composeVersion1: Format = yamlFormat({ ...dialect, files: [], file, content: rootServices, siblings: [envFile], places: [{ ...ofOthers, at: '*.image' }] });
