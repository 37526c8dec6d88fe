import type { ImageRole, ImageUse } from '../../core/image-use';
import { outline, type OutlineEntry } from '../yaml/outline';
import type { ScalarSource } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { isCustom } from './custom/groups';
import { operatorKeys } from './custom/operators';
import { maySayImage } from './custom/roles';
import { customLines } from './custom/scan';
import { containerLists } from './pod-spec';
import type { TypeMeta } from './resource';
import { formatId } from './structure';
import { isNamesake, workloadOf } from './workloads';

const wantedKeys: ReadonlySet<string> = new Set(['kind', 'apiVersion', 'image', 'reference', ...containerLists.keys(), ...operatorKeys]);
const wanted = { has: (key: string) => wantedKeys.has(key) || maySayImage(key) };
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
  const entries = [...outline(source, wanted)];
  const metas = resourcesOf(entries);
  const inWorkloads = metas.some(isWorkload) ? workloadLines(entries) : [];
  const customs = metas.filter(({ kind, apiVersion }) => isOnlyCustom(kind, apiVersion));
  const known = new Set(inWorkloads.map(({ range }) => range.start));
  return [...inWorkloads, ...customLines(entries, customs).filter(({ range }) => !known.has(range.start))];
}

/** Every kind with every version, as either may be half typed or another document's. */
function resourcesOf(entries: readonly OutlineEntry[]): readonly TypeMeta[] {
  const named = (wantedKey: string) => new Set(entries.flatMap(entry => (entry.key === wantedKey && isResource(entry) && entry.scalar ? [entry.scalar.value] : [])));
  const versions = [...named('apiVersion')].slice(0, mostNames);
  return [...named('kind')].slice(0, mostNames).flatMap(kind => versions.map(apiVersion => ({ kind, apiVersion })));
}

/** A list of more kinds than this has them all after so many items. */
const mostNames = 50;

function workloadLines(entries: readonly OutlineEntry[]): ImageUse[] {
  let list: OutlineEntry | undefined;
  return entries.flatMap(entry => {
    if (containerLists.has(entry.key)) list = entry;
    const role = entry.scalar && roleOf(entry, list);
    return entry.scalar && role ? [useOfScalar(entry.scalar, formatId, role)] : [];
  });
}

function isWorkload({ kind, apiVersion }: TypeMeta): boolean {
  return workloadOf(kind, apiVersion) !== undefined || (kind.endsWith('List') && workloadOf(kind.slice(0, -'List'.length), apiVersion) !== undefined);
}

function isOnlyCustom(kind: string, apiVersion: string): boolean {
  const workload = workloadOf(kind, apiVersion);
  return isCustom(kind, apiVersion) && (!workload || isNamesake(workload, apiVersion));
}

function isResource({ path }: OutlineEntry): boolean {
  return path.every((key) => key === 'items' || key === 'objects');
}

/** `list` is the last list of containers above, which counts where the indentation between was damaged. */
function roleOf({ key, path, column }: OutlineEntry, list: OutlineEntry | undefined): ImageRole | undefined {
  const parent = path.at(-1) ?? '';
  if (key === 'reference') return parent === 'image' && path.at(-2) === 'volumes' ? 'volume' : undefined;
  if (key !== 'image' || path.some((ancestor) => otherImages.has(ancestor))) return undefined;
  const direct = containerLists.get(parent);
  return direct ?? (list && column > list.column ? containerLists.get(list.key) : undefined);
}
