import { baseName } from '../../core/path';
import type { LocalNameSource } from './source';
import { fromYaml, textsAt } from './yaml-values';

/** Kustomize replaces the names under `images` wherever its resources use them. */
export const kustomize: LocalNameSource = {
  id: 'kustomize',
  matches: (path) => /^(?:kustomization\.ya?ml|Kustomization)$/.test(baseName(path)),
  words: /images/,
  rewrites: true,
  collect: (text) => fromYaml(text, (root, navigator) => textsAt(root, ['images', '[]', 'name'], navigator)),
};
