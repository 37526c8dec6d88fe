import { isScalar, type Node, type Scalar } from 'yaml';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { TypeMeta } from '../resource';

interface Parameters {
  /** `APIVERSION KIND` of what declares them. */
  readonly resource: RegExp;
  /** Where they are declared, each with its `name`, and the field that has its value. */
  readonly at: readonly string[];
  readonly value: string;
}

const table: readonly Parameters[] = [
  {
    resource: /^tekton\.dev\//,
    at: ['spec.params[]', 'spec.inputs.params[]', 'spec.taskSpec.params[]', 'spec.pipelineSpec.params[]', 'spec.pipelineSpec.tasks[].taskSpec.params[]', 'spec.tasks[].taskSpec.params[]'],
    value: 'default',
  },
  { resource: /^(?:template\.openshift\.io\/\w+|v1) Template$/, at: ['parameters[]'], value: 'value' },
];

/** A text that is one parameter and nothing else: `$(params.x)`, `$(params["x"])`, `${x}`. */
const parameter = /^(?:\$\((?:inputs\.)?params(?:\.([\w.-]{1,200})|\[["']([\w.-]{1,200})["']\])\)|\$\{([\w-]{1,200})\})$/;

/** The name of the parameter that an image is, when it is nothing else. */
export function parameterOf(image: string): string | undefined {
  return parameter.exec(image)?.slice(1).find(name => name !== undefined);
}

/**
 * The values that these parameters have by default: they are the images then. A parameter that is only called `IMAGE` may be the
 * name of what is built.
 */
export function parameterDefaults(resource: Node, { kind, apiVersion }: TypeMeta, { names, navigator }: { readonly names: ReadonlySet<string>; readonly navigator: Navigator }): readonly Scalar[] {
  if (names.size === 0) return [];
  return table.filter(parameters => parameters.resource.test(`${apiVersion} ${kind}`)).flatMap(({ at, value }) =>
    at.flatMap(path => nodesOnPath(resource, stepsOf(path), navigator)).filter(declared => {
      const name = navigator.follow(navigator.fields(declared, 'name')[0]);
      return isScalar(name) && names.has(name.source ?? '');
    }).flatMap(declared => navigator.fields(declared, value)).map(node => navigator.follow(node)).filter(isScalar));
}
