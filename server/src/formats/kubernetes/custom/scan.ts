import type { ImageUse } from '../../../core/image-use';
import type { OutlineEntry } from '../../yaml/outline';
import { useOfScalar } from '../../yaml/use';
import type { TypeMeta } from '../resource';
import { customId } from './delivered';
import { showsImage, showsTag } from './evidence';
import { isOfMachines } from './groups';
import { operatorOf, type Operator } from './operators';
import { maySayImage, otherImages, roleUnder } from './roles';

/** What lines name in a document of such resources. Nobody sees there which of them a line belongs to. */
export function customLines(entries: readonly OutlineEntry[], metas: readonly TypeMeta[]): ImageUse[] {
  if (metas.length === 0) return [];
  const operators = [...new Set(metas.map(({ apiVersion }) => operatorOf(apiVersion)))];
  const mayShow = metas.every(({ apiVersion }) => operatorOf(apiVersion).isKnown || !isOfMachines(apiVersion));
  return entries.flatMap(entry => useOfLine(entry, mayShow ? operators : []) ?? []);
}

function useOfLine({ key, path: above, scalar }: OutlineEntry, operators: readonly Operator[]): ImageUse | undefined {
  // The items of a list are resources of their own.
  const path = above.slice(above.findLastIndex(step => step === 'items' || step === 'objects') + 1);
  if (!scalar || path.some(step => otherImages.has(step))) return undefined;
  const parent = path.at(-1) ?? '';
  if (key === 'reference') return parent === 'image' && roleUnder(path.at(-2) ?? '', true) === 'volume' ? useOfScalar(scalar, customId, 'volume') : undefined;
  // Lines do not tell a list from a mapping.
  const role = key === 'image' ? (roleUnder(parent, false) ?? roleUnder(parent, true)) : undefined;
  if (role !== undefined && role !== 'volume') return useOfScalar(scalar, customId, role);
  const isNamed = operators.some(({ isKnown, below, keys }) => {
    if (below !== '' && path[0] !== below) return false;
    return key === 'image' || keys.includes(key) ? isKnown || showsImage(scalar.value) : maySayImage(key) && showsTag(scalar.value);
  });
  return isNamed ? certain(useOfScalar(scalar, customId, 'value')) : undefined;
}

function certain(use: ImageUse): ImageUse | undefined {
  return use.reference ? use : undefined;
}
