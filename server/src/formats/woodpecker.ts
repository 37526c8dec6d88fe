import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt } from './yaml/places/scripts';

/** Steps in the order in which they run: a list, or a mapping by their names. */
const lists = ['steps', 'pipeline', 'clone'];
const places = lists.flatMap(list => [
  { at: `${list}[].image`, role: 'container' } as const,
  { at: `${list}.*.image`, role: 'container' } as const,
]);

/** As Drone writes it, and Kubernetes does not. */
const kind = /^kind[ \t]*:[ \t]*["']?pipeline["']?[ \t]*$/m;
const steps = /^steps[ \t]*:/m;

/** Pipelines of Drone and of those that came from it: Woodpecker, Crow and Vela. */
export const woodpecker: Format = yamlFormat({
  id: 'woodpecker',
  title: 'Woodpecker and Drone',
  files: ['.woodpecker/**', '.drone.yml', '.crow/**', '.vela.yml'],
  file: /(?:^|\/)(?:\.(?:woodpecker|drone|crow|vela)[^/]*|\.(?:woodpecker|crow)\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  elsewhere: text => text.includes('pipeline') && kind.test(text) && steps.test(text),
  words: orCommands(/image/),
  places: [
    ...places,
    { at: 'services[].image', role: 'service' },
    { at: 'services.*.image', role: 'service' },
    { at: 'stages.*.steps[].image', role: 'container' },
    // What brings secrets, in Vela.
    { at: 'secrets[].origin.image', role: 'container' },
    ...scriptsAt(lists.flatMap(list => ['[]', '.*'].flatMap(step => [`${list}${step}.commands[]`, `${list}${step}.commands`]))),
    ...scriptsAt(['stages.*.steps[].commands[]']),
  ],
});
