import { baseName } from '../../core/path';
import type { LocalNameSource } from './source';
import { fromYaml, nodesAt, textsAt } from './yaml-values';

/** A Compose service with `build` gives its `image` to what it builds. */
export const compose: LocalNameSource = {
  id: 'compose',
  matches: (path) => /^(?:docker-)?compose(?:[._-].*)?\.ya?ml$/i.test(baseName(path)),
  words: /build/,
  collect: (text) =>
    fromYaml(text, (root, navigator) =>
      nodesAt(root, ['services', '*'], navigator)
        .filter((service) => navigator.fields(service, 'build').length > 0)
        .flatMap((service) => textsAt(service, ['image'], navigator)),
    ),
};
