import type { Range } from '../core/range';

/**
 * Where the reference stands in what a build takes up from an earlier one: `type=registry,ref=REF`, or REF alone (BuildKit, cache
 * storage backends). Undefined for folders, buckets and all else that is no registry.
 */
export function cacheReference(text: string): Range | undefined {
  if (!text.includes('=')) return text.includes(',') ? undefined : { start: 0, end: text.length };
  const fields = fieldsOf(text);
  if (fields.find(({ key }) => key === 'type')?.value !== 'registry') return undefined;
  const reference = fields.find(({ key }) => key === 'ref');
  return reference && { start: reference.start, end: reference.start + reference.value.length };
}

interface Field {
  readonly key: string;
  readonly value: string;
  /** Of the value. */
  readonly start: number;
}

function fieldsOf(text: string): readonly Field[] {
  let at = 0;
  return text.split(',').flatMap(part => {
    const start = at;
    at += part.length + 1;
    const equals = part.indexOf('=');
    return equals < 0 ? [] : [{ key: part.slice(0, equals).trim(), value: part.slice(equals + 1), start: start + equals + 1 }];
  });
}
