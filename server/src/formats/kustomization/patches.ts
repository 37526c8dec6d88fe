import { isScalar, type Node } from 'yaml';
import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { embeddedUses } from '../yaml/embedded';
import type { Navigator } from '../yaml/navigator';
import { nodesOnPath, stepsOf } from '../yaml/places/path';
import type { ScalarSource } from '../yaml/scalar';

/** Where patches stand that are written into the kustomization: parts of manifests, or operations on them. Names of files are no text of several lines. */
const paths = ['patches[].patch', 'patchesStrategicMerge[]', 'patchesJson6902[].patch'].map(stepsOf);

/** The images in patches. */
export function patchedImages(root: Node, source: ScalarSource, { navigator, around }: { readonly navigator: Navigator; readonly around: Surroundings }): ImageUse[] {
  const patches = new Set(paths.flatMap(path => nodesOnPath(root, path, navigator)));
  return [...patches].flatMap(patch => (isScalar(patch) && mayNameImage(patch.source ?? '') ? embeddedUses(patch, source, { format: 'kubernetes', around }) : []));
}

/** A cheap look; a pattern for both would go through a long text again and again. */
function mayNameImage(text: string): boolean {
  return text.includes('\n') && text.includes('image');
}
