import type { Node } from 'yaml';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { TypeMeta } from '../resource';

export interface NamedPath {
  readonly node: Node;
  /** It is run, whatever it says. */
  readonly isContainer: boolean;
}

/** Images that stand neither below the root key of their group nor under keys of their own; before each path, what of `APIVERSION KIND`. */
const table: readonly (readonly [resource: RegExp, path: string, isContainer?: true])[] = [
  [/^acid\.zalan\.do\/\w+ OperatorConfiguration$/, 'configuration.docker_image'],
  [/^acid\.zalan\.do\/\w+ OperatorConfiguration$/, 'configuration.connection_pooler.connection_pooler_image'],
  [/^acid\.zalan\.do\/\w+ OperatorConfiguration$/, 'configuration.logical_backup.logical_backup_docker_image'],
  [/^platform\.confluent\.io\//, 'spec.image.application'],
  [/^platform\.confluent\.io\//, 'spec.image.init'],
  [/^tekton\.dev\/\w+ StepAction$/, 'spec.image', true],
];

export function namedPaths(resource: Node, { kind, apiVersion }: TypeMeta, navigator: Navigator): readonly NamedPath[] {
  const type = `${apiVersion} ${kind}`;
  return table
    .filter(([of]) => of.test(type))
    .flatMap(([, path, isContainer = false]) => nodesOnPath(resource, stepsOf(path), navigator).map(node => ({ node, isContainer })));
}
