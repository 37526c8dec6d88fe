import { baseName } from '../../core/path';
import type { LocalNameSource } from './source';
import { fromYaml, textsAt } from './yaml-values';

const artifacts = ['build', 'artifacts', '[]', 'image'];

/** Skaffold builds its artifacts and writes the result in place of their names. */
export const skaffold: LocalNameSource = {
  id: 'skaffold',
  matches: (path) => /^skaffold(?:[._-].*)?\.ya?ml$/i.test(baseName(path)),
  words: /artifacts/,
  collect: (text) =>
    fromYaml(text, (root, navigator) => [
      ...textsAt(root, artifacts, navigator),
      ...textsAt(root, ['profiles', '[]', ...artifacts], navigator),
    ]),
};
