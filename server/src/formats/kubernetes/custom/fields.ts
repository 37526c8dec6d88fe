import { isMap, isScalar, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { MissingField, SplitField } from '../../../core/image-use';
import type { Navigator } from '../../yaml/navigator';
import { scalarText, type ScalarSource } from '../../yaml/scalar';

/** A field of a mapping as text, with where it stands. */
export interface Field extends SplitField {
  readonly value: string;
}

export interface FieldReader {
  text(scalar: Scalar): Field | undefined;
  /** Undefined where the field is missing, empty, or no text. */
  field(map: Node | undefined, key: string): Field | undefined;
  /** How `key` is written behind the field `after` of the same mapping; undefined where that is not plain to see. */
  missing(map: Node | undefined, key: string, after: string): MissingField | undefined;
}

export function createFieldReader(navigator: Navigator, source: ScalarSource): FieldReader {
  const text = (scalar: Scalar): Field | undefined => {
    const found = scalarText(scalar, source);
    return found && { ...found, quoted: scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' };
  };
  return {
    text,
    field(map, key) {
      const scalar = navigator.follow(navigator.fields(map, key)[0]);
      return isScalar(scalar) ? text(scalar) : undefined;
    },
    missing(map, key, after) {
      const target = navigator.follow(map);
      const pair = isMap(target) && target.items.find(({ key: own }) => isScalar(own) && own.source === after);
      return pair ? missingBehind(target, pair, { key, source }) : undefined;
    },
  };
}

/** A line of its own as indented as the field above, or one more entry between braces. */
function missingBehind({ flow }: YAMLMap, { key: own, value }: Pair, { key, source }: { readonly key: string; readonly source: ScalarSource }): MissingField | undefined {
  const { original, offset } = source;
  if (!isScalar(own) || !isScalar(value) || !own.range || !value.range) return undefined;
  const [start, end] = [own.range[0], value.range[1]];
  if (flow) return { at: offset + end, before: `, ${key}: `, after: '' };
  const line = original.lastIndexOf('\n', start - 1) + 1;
  const feed = original.indexOf('\n', end);
  const lineEnd = feed < 0 ? original.length : original[feed - 1] === '\r' ? feed - 1 : feed;
  const isPlain = /^[ -]*$/.test(original.slice(line, start)) && !original.slice(start, end).includes('\n');
  if (!isPlain) return undefined;
  const eol = feed > 0 && original[feed - 1] === '\r' ? '\r\n' : '\n';
  return { at: offset + lineEnd, before: `${eol}${' '.repeat(start - line)}${key}: `, after: '' };
}
