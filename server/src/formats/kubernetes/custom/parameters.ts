import { isScalar, type Node, type Scalar } from 'yaml';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { TypeMeta } from '../resource';

interface Parameters {
  /** `APIVERSION KIND` of what declares them. */
  readonly resource: RegExp;
  /** A text that is one parameter and nothing else, and its name. */
  readonly use: RegExp;
  /** Where the parameters are declared, each with its `name`, and the field that has its value. */
  readonly at: readonly string[];
  readonly value: string;
}

const table: readonly Parameters[] = [
  {
    resource: /^tekton\.dev\//,
    use: /^\$\((?:inputs\.)?params(?:\.([\w.-]{1,200})|\[["']([\w.-]{1,200})["']\])\)$/,
    at: ['spec.params[]', 'spec.inputs.params[]', 'spec.taskSpec.params[]', 'spec.pipelineSpec.params[]', 'spec.pipelineSpec.tasks[].taskSpec.params[]', 'spec.tasks[].taskSpec.params[]'],
    value: 'default',
  },
  { resource: /^(?:template\.openshift\.io\/\w+|v1) Template$/, use: /^\$\{([\w-]{1,200})\}$/, at: ['parameters[]'], value: 'value' },
];

/**
 * The values that parameters have by default where an image is nothing but such a parameter: they are the images then. A parameter
 * that is only called `IMAGE` may be the name of what is built.
 */
export function parameterDefaults(resource: Node, { kind, apiVersion }: TypeMeta, { images, navigator }: { readonly images: readonly string[]; readonly navigator: Navigator }): readonly Scalar[] {
  return table.filter(parameters => parameters.resource.test(`${apiVersion} ${kind}`)).flatMap(({ use, at, value }) => {
    const names = new Set(images.flatMap(image => use.exec(image)?.slice(1).filter(name => name !== undefined) ?? []));
    if (names.size === 0) return [];
    return at.flatMap(path => nodesOnPath(resource, stepsOf(path), navigator)).filter(declared => {
      const name = navigator.follow(navigator.fields(declared, 'name')[0]);
      return isScalar(name) && names.has(name.source ?? '');
    }).flatMap(declared => navigator.fields(declared, value)).map(node => navigator.follow(node)).filter(isScalar);
  });
}
