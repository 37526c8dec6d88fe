import { isAlias, isMap, isScalar, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Surroundings } from '../../core/document';
import type { ImageUse, MissingField } from '../../core/image-use';
import { message } from '../../core/message';
import { createNavigator } from '../yaml/navigator';
import { scalarText, type ScalarSource } from '../yaml/scalar';
import { fieldNames, useOfEntry, type Entry, type EntryField, type FieldName } from './entry';
import { patchedImages } from './patches';

const shared = message('An anchor shares a part of this entry, and an edit would change more than the entry.');
const unfinished = message('A field of this entry is not finished, or there twice.');

/** The images that a parsed kustomization writes, itself and in patches. */
export function readStructure(root: Node | null, source: ScalarSource, around: Surroundings): ImageUse[] {
  const navigator = createNavigator(root);
  const items = navigator.fields(root, 'images').flatMap(list => navigator.items(list));
  const entries = new Set(items.map(item => navigator.follow(item)).filter(isMap));
  const written = [...entries].flatMap(map => useOfEntry(entryOf(map, source, navigator)) ?? []);
  return root ? [...written, ...patchedImages(root, source, { navigator, around })] : written;
}

function entryOf(map: YAMLMap, source: ScalarSource, navigator: ReturnType<typeof createNavigator>): Entry {
  const fields = new Map<FieldName, EntryField>();
  let disabled = map.anchor !== undefined || navigator.fields(map, '<<').length > 0 ? shared : undefined;
  for (const name of fieldNames) {
    const [node, again] = navigator.fields(map, name);
    if (isAlias(node) || node?.anchor !== undefined) disabled = shared;
    const scalar = navigator.follow(node);
    const field = isScalar(scalar) ? fieldOf(scalar, source) : undefined;
    if (field) fields.set(name, field);
    if (again || (node && !field) || (isScalar(scalar) && !isClosed(scalar, source))) disabled ??= unfinished;
  }
  return { fields, ...(disabled ? { disabled } : { add: (field: FieldName) => missingField(map, field, source) }) };
}

function fieldOf(node: Scalar, source: ScalarSource): EntryField | undefined {
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const text = scalarText(node, source);
  if (text) return { ...text, quoted };
  if (!quoted || !node.range || node.source !== '') return undefined;
  const [start, end] = node.range;
  const range = { start: source.offset + start + 1, end: source.offset + end - 1 };
  return range.end === range.start ? { range, raw: '', value: '', quoted } : undefined;
}

/** A missing quote takes in what follows. */
function isClosed({ type, range }: Scalar, { original }: ScalarSource): boolean {
  if ((type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE') || !range) return true;
  const [start, end] = range;
  return end - start > 1 && original[end - 1] === original[start];
}

/** Behind the field that comes before it where they are all there. */
function missingField(map: YAMLMap, field: FieldName, source: ScalarSource): MissingField | undefined {
  const before = fieldNames.slice(0, fieldNames.indexOf(field)).toReversed();
  const pair = before.map(name => map.items.find(({ key }) => isScalar(key) && key.source === name)).find(found => found !== undefined);
  return pair && (map.flow ? inFlow(pair, field, source) : onOwnLine(pair, field, source));
}

function inFlow({ value }: Pair, field: FieldName, { offset }: ScalarSource): MissingField | undefined {
  return isScalar(value) && value.range ? { at: offset + value.range[1], before: `, ${field}: `, after: '' } : undefined;
}

/** Dashes count as blanks: the first key of an item stands behind them. */
const indentation = /^(?:- *| )*$/;

function onOwnLine({ key, value }: Pair, field: FieldName, { original, offset }: ScalarSource): MissingField | undefined {
  if (!isScalar(key) || !key.range || !isScalar(value) || !value.range) return undefined;
  const [start] = key.range;
  const indent = original.slice(original.lastIndexOf('\n', start - 1) + 1, start).replace('\uFEFF', '');
  if (!indentation.test(indent)) return undefined;
  const feed = original.indexOf('\n', value.range[1]);
  const end = feed < 0 ? original.length : feed;
  const windows = original[original.indexOf('\n') - 1] === '\r';
  const at = original[end - 1] === '\r' ? end - 1 : end;
  return { at: offset + at, before: `${windows ? '\r\n' : '\n'}${' '.repeat(indent.length)}${field}: `, after: '' };
}
