import { isScalar, type Node } from 'yaml';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { TypeMeta } from '../resource';

/** Where OpenShift's builds and streams say what they come from. What they push stands under `output`, which is not among these. */
const froms: Readonly<Record<string, readonly string[]>> = {
  BuildConfig: ['spec.strategy.*.from', 'spec.source.images[].from'],
  ImageStream: ['spec.tags[].from'],
};

/** The names in these, where they are images of a registry and no tags of a stream. */
export function dockerImages(resource: Node, { kind }: TypeMeta, navigator: Navigator): readonly Node[] {
  const from = (Object.hasOwn(froms, kind) ? (froms[kind] ?? []) : []).flatMap(path => nodesOnPath(resource, stepsOf(path), navigator));
  return from.filter(each => {
    const named = navigator.follow(navigator.fields(each, 'kind')[0]);
    return isScalar(named) && named.source === 'DockerImage';
  }).flatMap(each => navigator.fields(each, 'name'));
}
