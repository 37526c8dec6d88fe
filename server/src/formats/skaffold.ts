import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import type { YamlPlace } from './yaml/places/place';

/** What Skaffold builds may stand wherever it takes an image. */
const namesAt = '**.artifacts[].image';

/** What takes part in a build, from `build` on. Of an artifact itself, `image` is what is built. */
const inputs: readonly Pick<YamlPlace, 'at' | 'role'>[] = [
  { at: 'build.artifacts[].buildpacks.builder', role: 'base' },
  { at: 'build.artifacts[].buildpacks.runImage', role: 'base' },
  { at: 'build.artifacts[].jib.fromImage', role: 'base' },
  { at: 'build.artifacts[].ko.fromImage', role: 'base' },
  { at: 'build.artifacts[].kaniko.image', role: 'tool' },
  { at: 'build.artifacts[].kaniko.initImage', role: 'tool' },
  ...['docker', 'gradle', 'kaniko', 'ko', 'maven', 'pack'].map(builder => ({ at: `build.googleCloudBuild.${builder}Image`, role: 'tool' } as const)),
  { at: 'verify[].container.image', role: 'container' },
  { at: 'customActions[].containers[].image', role: 'container' },
];

/** What Skaffold builds with, and what it verifies with. Its artifacts are known as local by its workspace. */
export const skaffold: Format = yamlFormat({
  id: 'skaffold',
  title: 'Skaffold',
  files: ['skaffold*.yaml'],
  file: /(?:^|\/)skaffold[^/]*\.ya?ml$/i,
  content: /^["']?apiVersion["']?[ \t]*:[ \t]*["']?skaffold\//m,
  words: /[iI]mage|builder/,
  places: inputs.flatMap(place => [place, { ...place, at: `profiles[].${place.at}` }]).map(place => ({ ...place, namesAt, namesInLines: true })),
});
