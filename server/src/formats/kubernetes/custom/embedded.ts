import { isScalar, type Node } from 'yaml';
import type { Surroundings } from '../../../core/document';
import type { ImageUse } from '../../../core/image-use';
import { embeddedUses } from '../../yaml/embedded';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { ScalarSource } from '../../yaml/scalar';
import type { TypeMeta } from '../resource';

/** Texts of other formats that resources hold: of `APIVERSION KIND`, where, and the id of the format. */
const table: readonly (readonly [resource: RegExp, path: string, format: string])[] = [
  [/^argoproj\.io\/\w+ Application(?:Set)?$/, '**.helm.values', 'helm-values'],
  [/^argoproj\.io\/\w+ (?:Cron)?(?:Workflow|(?:Cluster)?WorkflowTemplate)$/, '**.resource.manifest', 'kubernetes'],
  [/^helm\.cattle\.io\/\w+ HelmChart(?:Config)?$/, 'spec.valuesContent', 'helm-values'],
  [/^addons\.cluster\.x-k8s\.io\/\w+ HelmChartProxy$/, 'spec.valuesTemplate', 'helm-values'],
];

interface Holding {
  readonly navigator: Navigator;
  readonly source: ScalarSource;
  readonly around: Surroundings;
}

export function readHeld(resource: Node, { kind, apiVersion }: TypeMeta, { navigator, source, around }: Holding): readonly ImageUse[] {
  const type = `${apiVersion} ${kind}`;
  return table
    .filter(([of]) => of.test(type))
    .flatMap(([, path, format]) => nodesOnPath(resource, stepsOf(path), navigator).flatMap(node => (isScalar(node) ? embeddedUses(node, source, { format, around }) : [])));
}
