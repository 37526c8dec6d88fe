import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';

/** Steps in the order in which they run: a list, or a mapping by their names. */
const places = ['steps', 'pipeline', 'clone'].flatMap(list => [
  { at: `${list}[].image`, role: 'container' } as const,
  { at: `${list}.*.image`, role: 'container' } as const,
]);

/** Pipelines of Drone and of those that came from it: Woodpecker, Crow and Vela. */
export const woodpecker: Format = yamlFormat({
  id: 'woodpecker',
  title: 'Woodpecker and Drone',
  files: ['.woodpecker/**', '.drone.yml', '.crow/**', '.vela.yml'],
  file: /(?:^|\/)(?:\.(?:woodpecker|drone|crow|vela)[^/]*|\.(?:woodpecker|crow)\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  words: /image/,
  places: [
    ...places,
    { at: 'services[].image', role: 'service' },
    { at: 'services.*.image', role: 'service' },
    { at: 'stages.*.steps[].image', role: 'container' },
  ],
});
