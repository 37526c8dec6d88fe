import type { ImageRole, ImageUse } from '../../core/image-use';
import { outline, type OutlineEntry } from '../yaml/outline';
import type { ScalarSource } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { containerLists } from './pod-spec';
import { formatId } from './structure';
import { workloadOf } from './workloads';

const wanted: ReadonlySet<string> = new Set(['kind', 'apiVersion', 'image', 'reference', ...containerLists.keys()]);
/** Parts of a workload where an `image` is something else: a Ceph block device, anybody's words, or what runs already. */
const otherImages: ReadonlySet<string> = new Set([
  'rbd', 'labels', 'annotations', 'matchLabels', 'nodeSelector',
  'status', 'containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses',
]);

/**
 * The image uses of a document as its lines and their indentation tell: for documents that are broken, templated,
 * too large or too deep. It rather follows a damaged indentation than lose a use that was shown a keystroke ago.
 */
export function scanLines(source: ScalarSource): ImageUse[] {
  const kinds: string[] = [];
  const apiVersions: string[] = [];
  const uses: ImageUse[] = [];
  let list: OutlineEntry | undefined;
  for (const entry of outline(source, wanted)) {
    if (containerLists.has(entry.key)) list = entry;
    if (!entry.scalar) continue;
    if (entry.key === 'kind' && isResource(entry)) kinds.push(entry.scalar.value);
    if (entry.key === 'apiVersion' && isResource(entry)) apiVersions.push(entry.scalar.value);
    const role = roleOf(entry, list);
    if (role) uses.push(useOfScalar(entry.scalar, formatId, role));
  }
  return kinds.some((kind) => apiVersions.some((apiVersion) => isWorkload(kind, apiVersion))) ? uses : [];
}

function isWorkload(kind: string, apiVersion: string): boolean {
  return workloadOf(kind, apiVersion) !== undefined || (kind.endsWith('List') && workloadOf(kind.slice(0, -'List'.length), apiVersion) !== undefined);
}

function isResource({ path }: OutlineEntry): boolean {
  return path.every((key) => key === 'items');
}

/** `list` is the last list of containers above, which counts where the indentation between was damaged. */
function roleOf({ key, path, column }: OutlineEntry, list: OutlineEntry | undefined): ImageRole | undefined {
  const parent = path.at(-1) ?? '';
  if (key === 'reference') return parent === 'image' && path.at(-2) === 'volumes' ? 'volume' : undefined;
  if (key !== 'image' || path.some((ancestor) => otherImages.has(ancestor))) return undefined;
  const direct = containerLists.get(parent);
  return direct ?? (list && column > list.column ? containerLists.get(list.key) : undefined);
}
