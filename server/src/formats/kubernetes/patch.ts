import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Navigator } from '../yaml/navigator';
import { otherImages, roleUnder } from './custom/roles';
import { walkCustom } from './custom/walk';
import type { Named } from './named';

const operation = /\bop["']?[ \t]*:[ \t]*["']?(?:add|replace)\b/;
const pointer = /\bpath["']?[ \t]*:[ \t]*["']?\//;

/** Whether a text looks like a JSON patch (RFC 6902) that names an image, as Kustomize applies them to manifests: a list of operations. */
export function mayBePatch(text: string): boolean {
  return operation.test(text) && pointer.test(text) && text.includes('image');
}

/** The images of what the operations of a patch write. */
export function readPatch(root: Node, navigator: Navigator, take: (named: Named) => void): void {
  for (const item of isSeq(root) ? navigator.items(root) : []) {
    const [op, path] = ['op', 'path'].map(key => textOf(item, key, navigator));
    const value = navigator.follow(navigator.fields(item, 'value')[0]);
    const keys = path?.split('/').slice(1) ?? [];
    if (!value || (op !== 'add' && op !== 'replace') || keys.some(key => otherImages.has(key))) continue;
    readValue(value, keys, { navigator, take });
  }
}

interface Reading {
  readonly navigator: Navigator;
  readonly take: (named: Named) => void;
}

/** By the path of the value, which ends in the number of an item or its key. */
function readValue(value: Node, keys: readonly string[], reading: Reading): void {
  const [list = '', index = ''] = keys.slice(-2);
  if (isScalar(value) && index === 'image') {
    const role = isNumber(list) ? roleUnder(keys.at(-3) ?? '', true) : roleUnder(list, false);
    reading.take(role === undefined ? { scalar: value, role: 'value', trust: 'shown' } : { scalar: value, role, trust: 'workload' });
  }
  if (isMap(value)) readItem(value, isNumber(index) ? list : '', reading);
  if (isSeq(value)) for (const item of reading.navigator.items(value)) readItem(item, index, reading);
}

function readItem(item: Node, list: string, { navigator, take }: Reading): void {
  const target = navigator.follow(item);
  if (!isMap(target)) return;
  const role = roleUnder(list, true);
  const own = role === undefined || role === 'volume' ? [] : navigator.fields(target, 'image').map(node => navigator.follow(node)).filter(isScalar);
  for (const scalar of own) take({ scalar, role: role ?? 'value', trust: 'workload' });
  walkCustom(target, { below: '', keys: [], isKnown: false }, {
    navigator,
    take: found => {
      if (isScalar(found.node) && found.isLoose !== true) take({ scalar: found.node, role: found.role ?? 'value', trust: found.role ? 'workload' : 'shown' });
    },
  });
}

/** `-` is the one behind the last. */
function isNumber(step: string): boolean {
  return /^(?:\d+|-)$/.test(step);
}

function textOf(item: Node, key: string, navigator: Navigator): string | undefined {
  const scalar = navigator.follow(navigator.fields(item, key)[0]);
  return isScalar(scalar) ? scalar.source : undefined;
}
