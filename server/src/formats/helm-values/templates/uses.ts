import type { Place } from './evidence';
import type { At, Source } from './scope';
import { pathsIn, type Value } from './value';

/** The values get somewhere that is no image, or where nobody can follow them. */
export function usedElsewhere(values: readonly Value[], { node, scope }: At): void {
  const { elsewhere } = scope.run;
  for (const path of values.flatMap(pathsIn)) {
    const key = path.join('\n');
    if (!elsewhere.has(key)) elsewhere.set(key, { ...placeOf(scope.source, node.start), path });
  }
}

export function placeOf({ file, text }: Source, offset: number): Place {
  return { file, line: text.slice(0, offset).split('\n').length };
}
