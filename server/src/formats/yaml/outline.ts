import { yamlLines } from './lines';
import type { ScalarSource, ScalarText } from './scalar';

/** A `key: value` line, with the keys above it as far as indentation tells. */
export interface OutlineEntry {
  readonly key: string;
  /** Ancestors, the nearest last. A key and the list items below it are one step. */
  readonly path: readonly string[];
  /** Undefined when the value is not a scalar on this very line. */
  readonly scalar?: ScalarText;
  readonly column: number;
}

interface Step {
  readonly column: number;
  /** Undefined for a list item. */
  readonly key?: string;
}

/**
 * What one document says where no parser can read it: half typed, templated, too large or too deep. Only the lines of the
 * `wanted` keys are given.
 */
export function* outline(source: ScalarSource, wanted: Pick<ReadonlySet<string>, 'has'>): Generator<OutlineEntry> {
  const steps: Step[] = [];
  for (const { kind, range, dashes, column, key, valueStart } of yamlLines(source.parsed)) {
    if (kind !== 'text') continue;
    for (const dash of dashes) {
      // A list may stand at the column of the key that it belongs to.
      while (steps.length > 0 && closes(steps.at(-1) as Step, dash)) steps.pop();
      steps.push({ column: dash });
    }
    if (key === undefined || valueStart === undefined) continue;
    while (steps.length > 0 && (steps.at(-1) as Step).column >= column) steps.pop();
    if (wanted.has(key)) {
      const scalar = scalarOnLine(source, valueStart, range.end);
      const path = steps.flatMap((step) => (step.key === undefined ? [] : [step.key]));
      yield { key, path, column, ...(scalar ? { scalar } : {}) };
    }
    steps.push({ column, key });
  }
}

function closes(step: Step, dash: number): boolean {
  return step.key === undefined ? step.column >= dash : step.column > dash;
}

const property = /^[&!][^ \t]{0,100}[ \t]+/;
const longestValue = 4_096;

/** Anchor and tag, then text in quotes or up to a comment. Block scalars, aliases and collections are not on one line. */
function scalarOnLine({ original, parsed, offset }: ScalarSource, start: number, end: number): ScalarText | undefined {
  const whole = parsed.slice(start, Math.min(end, start + longestValue)).trimEnd();
  let rest = whole.trimStart();
  for (let match = property.exec(rest); match; match = property.exec(rest)) rest = rest.slice(match[0].length);
  const quoted = rest.startsWith('"') || rest.startsWith("'");
  const value = quoted ? quotedText(rest) : plainText(rest);
  if (value === '') return undefined;
  const from = start + whole.length - rest.length + (quoted ? 1 : 0);
  const raw = original.slice(from, from + value.length);
  return { range: { start: offset + from, end: offset + from + value.length }, raw, value: raw };
}

/** Nothing where the text has escapes: only the parser knows what those mean. */
function quotedText(text: string): string {
  const close = text.indexOf(text[0] as string, 1);
  const inner = close < 0 ? text.slice(1) : text.slice(1, close);
  return inner.includes('\\') ? '' : inner;
}

function plainText(text: string): string {
  if ('*|>#{['.includes(text[0] ?? '#')) return '';
  const comment = text.search(/[ \t]#/);
  const value = (comment < 0 ? text : text.slice(0, comment)).trimEnd();
  return value.endsWith(',') ? value.slice(0, -1).trimEnd() : value;
}
