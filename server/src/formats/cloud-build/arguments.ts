import { isScalar, type Node } from 'yaml';
import type { Surroundings } from '../../core/document';
import { movedUse, type ImageUse } from '../../core/image-use';
import { commandOf } from '../code/command-words';
import type { Part } from '../code/joined-text';
import { usesOfEmbedded } from '../code/text-use';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { shellLanguage } from '../yaml/places/scripts';
import { scalarText, type ScalarSource } from '../yaml/scalar';

const hole = '{{x}}';

/** The images that steps give to the program of their builder: `name: gcr.io/cloud-builders/docker`, `args: [run, alpine:3]`. */
export function readArguments(root: Node | null, source: ScalarSource, around: Surroundings): ImageUse[] {
  const navigator = createNavigator(root);
  const lists = new Set<Node>();
  return navigator.fields(root, 'steps').flatMap(steps => navigator.items(steps)).flatMap(step => {
    const program = programOf(step, navigator);
    const [list] = navigator.fields(step, 'args').flatMap(args => navigator.follow(args) ?? []);
    if (program === '' || !list || lists.has(list)) return [];
    lists.add(list);
    const words = navigator.items(list).map(word => partsOf(navigator.follow(word), source));
    const stretches = commandOf([[program], ...words], source.original).map(part => part ?? hole);
    return usesOfEmbedded(source.original, stretches, { format: 'shell', around }).map(use => movedUse(use, source.offset));
  });
}

/** `docker` of `gcr.io/cloud-builders/docker:latest`, or what stands in place of it; the arguments of a shell are scripts. */
function programOf(step: Node, navigator: Navigator): string {
  const [said] = [...navigator.fields(step, 'entrypoint'), ...navigator.fields(step, 'name')].map(node => navigator.follow(node));
  const text = isScalar(said) ? (said.source ?? '') : '';
  const name = /([\w-]+)(?::[\w.-]+)?(?:@[\w:]+)?$/.exec(text.slice(-200))?.[1] ?? '';
  return shellLanguage.test(name) ? '' : name;
}

/** A word that does not stand there as it is read is none that is known. */
function partsOf(word: Node | undefined, source: ScalarSource): readonly Part[] {
  const text = isScalar(word) ? scalarText(word, { ...source, offset: 0 }) : undefined;
  return text && text.raw === text.value ? [text.range] : [undefined];
}
