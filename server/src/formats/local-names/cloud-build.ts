import { baseName } from '../../core/path';
import { tagsOf, tagsOfCommands } from './build-command';
import type { LocalNameSource } from './source';
import { fromYaml, nodesAt, textsAt } from './yaml-values';

/** What Google Cloud Build pushes in the end, and what its steps build, in scripts or by their arguments. */
export const cloudBuild: LocalNameSource = {
  id: 'cloud-build',
  matches: path => /cloudbuild[^/]*\.(?:ya?ml|json)$/i.test(baseName(path)),
  words: /images|build/,
  collect: text => [
    ...fromYaml(text, (root, navigator) => [
      ...textsAt(root, ['images', '[]'], navigator),
      ...nodesAt(root, ['steps', '[]'], navigator).flatMap(step => {
        const words = textsAt(step, ['args', '[]'], navigator);
        return words.includes('build') ? tagsOf(words) : [];
      }),
    ]),
    ...tagsOfCommands(text),
  ],
};
