import type { HclValue } from './tree';

/**
 * The steps of a path such as `resource.kubernetes_*.*.**.container.image`: a key, any key that begins so, any key (`*`), anything between
 * (`**`). Lists are passed through, and a `dynamic` block counts as what it makes.
 */
export function stepsOf(path: string): readonly string[] {
  return path.split('.');
}

/** What a path leads to from any of the values. No value is met twice, so it costs no more than the tree for each step. */
export function valuesAt(roots: readonly HclValue[], steps: readonly string[]): readonly HclValue[] {
  return steps.reduce((level, step) => level.flatMap(value => taken(value, step)), roots);
}

function taken(value: HclValue, step: string): readonly HclValue[] {
  if (step === '**') return within(value);
  return objectsIn(value).flatMap(({ entries }) => {
    const made = entries.flatMap(({ key, value: inner }) => (key === 'dynamic' ? madeBlocks(inner, step) : []));
    return [...entries.flatMap(({ key, value: inner }) => (fits(key, step) ? [inner] : [])), ...made];
  });
}

function fits(key: string, step: string): boolean {
  return step.endsWith('*') ? key.startsWith(step.slice(0, -1)) : key === step;
}

/** `dynamic "container" { content { … } }`. */
function madeBlocks(value: HclValue, step: string): readonly HclValue[] {
  return step === '*' ? [] : valuesAt([value], [step, 'content']);
}

/** The object itself, or those of a list. */
function objectsIn(value: HclValue): readonly Extract<HclValue, { kind: 'object' }>[] {
  if (value.kind === 'object') return [value];
  return value.kind === 'list' ? value.items.flatMap(objectsIn) : [];
}

/** The object itself and all that are in it. */
function within(value: HclValue): readonly HclValue[] {
  const found: HclValue[] = [value];
  for (const each of found) {
    if (each.kind === 'object') for (const entry of each.entries) found.push(entry.value);
    if (each.kind === 'list') for (const item of each.items) found.push(item);
  }
  return found.filter(({ kind }) => kind === 'object');
}
