import { isScalar, type Node } from 'yaml';
import { bareSurroundings, type Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { createNavigator } from '../yaml/navigator';
import { scalarText, type ScalarSource, type ScalarText } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { customId, readDelivered } from './custom/delivered';
import { readHeld } from './custom/embedded';
import { showsImage, showsTag } from './custom/evidence';
import { createFieldReader } from './custom/fields';
import { useOfFields } from './custom/image-fields';
import { parameterDefaults, parameterOf } from './custom/parameters';
import { readImages, type Named, type Trust } from './named';
import { readPatch } from './patch';
import { containerLists } from './pod-spec';
import { walkResources } from './resource';
import { workloads } from './workloads';

/** The name of this format, in uses and documents. */
export const formatId = 'kubernetes';

/** The keys that lead to an image of a workload: what a reader of only some keys must give. */
export const structuralKeys: ReadonlySet<string> = new Set([
  'apiVersion', 'kind', 'items', 'image', 'imagePullPolicy', 'volumes', 'reference',
  ...containerLists.keys(),
  ...workloads.flatMap(({ podSpec }) => podSpec),
]);

/** The image uses of a parsed document. A scalar that several aliases share is one use, at its anchor. */
export function readStructure(root: Node | null, source: ScalarSource, around: Surroundings = bareSurroundings): ImageUse[] {
  const navigator = createNavigator(root);
  const uses = new Map<number, ImageUse>();
  const names = new Set<string>();
  const fields = createFieldReader(navigator, source);
  const add = (use: ImageUse): void => {
    if (!uses.has(use.range.start)) uses.set(use.range.start, use);
    const name = use.reference ? undefined : parameterOf(use.raw);
    if (name !== undefined) names.add(name);
  };
  const addScalar = ({ scalar, role, trust, place }: Named): void => {
    const text = scalarText(scalar, source);
    if (!text || !isImage(text, trust)) return;
    const use = useOfScalar(text, trust === 'workload' ? formatId : customId, role);
    const policy = place && role !== 'volume' ? navigator.follow(navigator.fields(place.holder, 'imagePullPolicy')[0]) : undefined;
    const pullPolicy = isScalar(policy) ? scalarText(policy, source) : undefined;
    add(pullPolicy ? { ...use, pullPolicy: { range: pullPolicy.range, raw: pullPolicy.raw } } : use);
  };
  const addFields = (map: Node): void => {
    const use = useOfFields(map, fields);
    if (use) add(use);
  };
  if (root) readPatch(root, navigator, addScalar);
  walkResources(root, navigator, (resource, meta) => {
    for (const use of readDelivered(resource, meta, { navigator, source })) add(use);
    for (const use of readHeld(resource, meta, { navigator, source, around })) add(use);
    readImages(resource, meta, { navigator, take: addScalar, takeFields: addFields });
    for (const scalar of parameterDefaults(resource, meta, { names, navigator })) addScalar({ scalar, role: 'value', trust: 'known' });
  });
  return [...uses.values()];
}

function isImage(text: ScalarText, trust: Trust): boolean {
  if (trust === 'shown') return showsImage(text.value);
  if (trust === 'tagged') return showsTag(text.value);
  return trust !== 'known' || useOfScalar(text, customId, 'value').reference !== null;
}
