import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import type { YamlPlace } from './yaml/places/place';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** By name alone, with the version that is wanted of it, by its owner, and where it lies. */
const docker = ['docker', 'docker#*', 'buildkite-plugins/docker#*', 'https://github\\.com/buildkite-plugins/docker-buildkite-plugin*'];
/** As the plugins' own documentation has them; what `docker-compose` calls images is pushed. */
const ofPlugins: readonly Pick<YamlPlace, 'at' | 'role'>[] = [
  ...docker.map(plugin => ({ at: `${plugin}.image`, role: 'container' } as const)),
  { at: 'kubernetes.podSpec.containers[].image', role: 'container' },
  { at: 'kubernetes.podSpec.initContainers[].image', role: 'init' },
  { at: 'kubernetes.sidecars[].image', role: 'service' },
];
const ofSteps: readonly YamlPlace[] = [
  { at: 'image', role: 'container' } as const,
  ...['plugins[]', 'plugins'].flatMap(list => ofPlugins.map(({ at, role }) => ({ at: `${list}.${at}`, role }))),
  // Variables are filled in before an agent reads the commands; those of its shell have two signs.
  ...scriptsAt(['command', 'command[]', 'commands', 'commands[]']).map(place => ({ ...place, dollars: 'interpolated' as const })),
];

/** Nobody else writes a plugin with its version as a key: `docker#v5.12.0:`. */
const plugin = /^[ \t]*(?:- )?["']?[\w./:-]+#v\d[\w.-]*["']?[ \t]*:/m;

/** Pipelines of Buildkite, with steps in groups. */
export const buildkite: Format = yamlFormat({
  id: 'buildkite',
  title: 'Buildkite',
  files: ['.buildkite/**'],
  file: /(?:^|\/)\.buildkite\/(?:.+\/)?[^/]+\.ya?ml$/,
  elsewhere: text => (text.startsWith('steps:') || text.includes('\nsteps:')) && text.includes('#v') && plugin.test(text),
  content: /^["']?steps["']?[ \t]*:/m,
  words: orCommands(/image/),
  places: [
    { at: 'image', role: 'container' },
    ...['steps[]', 'steps[].steps[]'].flatMap(steps => ofSteps.map(place => ({ ...place, at: `${steps}.${place.at}` }))),
  ],
});
