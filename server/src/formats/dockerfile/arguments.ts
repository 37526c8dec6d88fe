import type { Range } from '../../core/range';
import { expandWord, type Expansion, type ExpandOptions } from './expand';
import type { Instruction } from './instruction';
import { sliceTraced } from './traced';
import type { Definition, Variable, Variables } from './variables';
import { splitQuoted } from './words';

/** Definitions whose literal is more than the image of a FROM: an edit there would change something else as well. */
export type SharedDefinitions = Set<Definition>;

/** Adds what the ARGs before the first FROM define. Each value sees those before it. */
export function defineArguments(instructions: readonly Instruction[], options: ExpandOptions, shared: SharedDefinitions): void {
  for (const { args } of instructions) {
    for (const word of splitQuoted(args, options.escape)) {
      const equals = word.text.indexOf('=');
      // Without a value an ARG does not clear what was set before.
      if (equals <= 0) continue;
      const name = word.text.slice(0, equals);
      const expansion = expandWord(sliceTraced(word, equals + 1), options);
      noteSharing(expansion, shared);
      if (expansion.problem === undefined) options.variables.set(name, toVariable(name, expansion));
      else options.variables.delete(name);
    }
  }
}

function toVariable(name: string, { text, whole, holder, used, incomplete }: Expansion): Variable {
  return {
    value: text,
    perPlatform: used.some((variable) => variable.perPlatform),
    incomplete,
    ...(whole === undefined ? {} : { whole, holder: holder ?? { name } }),
  };
}

/** Every variable that went into the expansion without being the whole of it is used for more than one thing. */
export function noteSharing({ used, holder }: Expansion, shared: SharedDefinitions): void {
  for (const variable of used) if (variable.holder && variable.holder !== holder) shared.add(variable.holder);
}

const useOrImport = /\$\{?([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * Looks through the stages, where `ARG NAME` brings the value in: `$NAME` alone is the same text again, anything
 * around it or behind the name makes something else of it.
 */
export function noteUsesInStages(text: string, stages: readonly StageText[], { variables, shared }: Scope): void {
  for (const { range, imports } of stages) {
    if (imports.size === 0) continue;
    const stage = text.slice(range.start, range.end);
    for (const match of stage.matchAll(useOrImport)) {
      const [found, name = ''] = match;
      const holder = imports.has(name) ? variables.get(name)?.holder : undefined;
      if (holder && !standsAlone(stage, match.index, found)) shared.add(holder);
    }
  }
}

interface Scope {
  readonly variables: Variables;
  readonly shared: SharedDefinitions;
}

export interface StageText {
  readonly range: Range;
  /** Names that the stage takes over from before the first FROM. */
  readonly imports: ReadonlySet<string>;
}

function standsAlone(text: string, start: number, found: string): boolean {
  let end = start + found.length;
  if (found.startsWith('${') && text.charAt(end++) !== '}') return false;
  return isEdge(text.charAt(start - 1)) && isEdge(text.charAt(end));
}

function isEdge(char: string): boolean {
  return char === '' || /[\s"'=]/.test(char);
}

/** The names in `ARG NAME` without a value. */
export function importedNames({ args }: Instruction, escape: string): string[] {
  return splitQuoted(args, escape).map((word) => word.text).filter((word) => !word.includes('='));
}
