import type { Surroundings } from '../../core/document';
import type { Format } from '../format';
import { yamlFormat } from '../yaml/places/format';
import { parseEnvFile, type EnvFile } from './env-file';
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

/** Compose files. What a service builds itself is known as local by its workspace. */
export const compose: Format = yamlFormat({
  id: 'compose',
  title: 'Docker Compose',
  files: ['compose.yaml', 'compose.*.yaml', 'docker-compose.yaml', 'docker-compose.*.yaml'],
  // Where a name only begins so, as with the charts of a tool that is called so, it is none.
  file: /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i,
  content: /^["']?(?:services|include|x-[\w-]+)["']?[ \t]*:/m,
  words: /image|dockerfile_inline|cache_from|oci:\/\//,
  siblings: [envFile],
  dependsOn: ({ siblings }) => siblings.get(envFile) ?? '',
  expand: (text, around) => expandVariables(text, envFileOf(around)),
  places: [
    { at: 'services.*.image', role: 'service' },
    { at: 'services.*.pre_start[].image', role: 'init' },
    { at: 'services.*.build.additional_contexts.*', role: 'base', prefix: image },
    { at: 'services.*.build.additional_contexts[]', role: 'base', after: /^[^=]+=docker-image:\/\// },
    { at: 'services.*.build.dockerfile_inline', role: 'base', embeds: 'dockerfile', dollars: 'interpolated', contextsAt: 'services.*.build.additional_contexts' },
    { at: 'services.*.volumes[].source', role: 'volume', beside: ['type', 'image'] },
    { at: 'services.*.build.cache_from[]', role: 'value', cache: true },
    // Compose files that others publish.
    ...['include[]', 'include[].path', 'include[].path[]'].map(at => ({ at, role: 'value', prefix: 'oci://' } as const)),
  ],
});
