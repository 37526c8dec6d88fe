import { sliceTraced, sourceOf, TracedBuilder, type Traced } from './traced';

/** The value of `from=` in a `--mount=` flag, which is a line of comma-separated values. Of several, the last counts. */
export function mountSource(value: Traced): Traced | undefined {
  let source: Traced | undefined;
  for (const field of csvFields(value) ?? []) {
    const equals = field.text.indexOf('=');
    if (equals >= 0 && field.text.slice(0, equals).toLowerCase() === 'from') source = sliceTraced(field, equals + 1);
  }
  return source?.text === '' ? undefined : source;
}

/** RFC 4180, one line: undefined where a quote stands in the wrong place. */
function csvFields(line: Traced): Traced[] | undefined {
  const { text } = line;
  const fields: Traced[] = [];
  let index = 0;
  while (index <= text.length) {
    const isQuoted = text.charAt(index) === '"';
    const field = isQuoted ? quotedField(line, index) : plainField(line, index);
    if (!field) return undefined;
    fields.push(field.value);
    index = field.end + 1;
  }
  return fields;
}

interface Field {
  readonly value: Traced;
  /** Index of the comma behind it, or the length of the text. */
  readonly end: number;
}

function plainField(line: Traced, start: number): Field | undefined {
  const comma = line.text.indexOf(',', start);
  const end = comma < 0 ? line.text.length : comma;
  const value = sliceTraced(line, start, end);
  return value.text.includes('"') ? undefined : { value, end };
}

function quotedField(line: Traced, start: number): Field | undefined {
  const { text } = line;
  const value = new TracedBuilder();
  for (let index = start + 1; index < text.length; index += 1) {
    if (text.charAt(index) === '"') {
      if (text.charAt(index + 1) !== '"') {
        const isEnd = index + 1 === text.length || text.charAt(index + 1) === ',';
        return isEnd ? { value: value.build(sourceOf(line, start)), end: index + 1 } : undefined;
      }
      index += 1;
    }
    value.add(text.charAt(index), sourceOf(line, index));
  }
  return undefined;
}
