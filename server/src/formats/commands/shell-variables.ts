import { countNames, type Constant, type Filling } from './constants';
import { isWithin, type Block } from './frame';
import type { FillAt } from './images';
import type { Command } from './scan';
import { isAssignment } from './wrappers';
import type { Word } from './word';

/** What gives a variable a value, wherever in the text, in comments too: rather one too many. */
const assigned = /(?<![\w$])([A-Za-z_]\w*)(?:\[[^\]\n]{0,100}\])?:?\+?=/g;
/** Commands that give values to the names that follow them. */
const assigners = new Set(['read', 'mapfile', 'readarray', 'getopts', 'for', 'select', 'unset', 'printf', 'let', 'local', 'declare', 'typeset']);
const declarers = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
const identifier = /^[A-Za-z_]\w*$/;
const variable = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^"'`$\\{}]+))?\})$/;

interface Assignment extends Constant {
  readonly block: Block;
}

/** The variables of a script that are given one constant text, once and in sight of where they are used. */
export function shellVariables(text: string, commands: readonly Command[]): FillAt {
  const counts = new Map(countNames(text, assigned));
  const constants = new Map<string, Assignment>();
  for (const { words, block, sure } of commands) {
    const first = words[0]?.value ?? '';
    if (assigners.has(first)) for (const { value } of words.slice(1)) if (identifier.test(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = declarers.has(first) ? words.filter(isAssignment) : words;
    if (!sure || !values.every(isAssignment)) continue;
    for (const word of values) {
      const constant = constantOf(word);
      if (constant) constants.set(constant.name, { ...constant, block });
    }
  }
  return (hole, at, block) => {
    const match = variable.exec(hole);
    const name = match?.[1] ?? match?.[2];
    if (!match || name === undefined || !block) return undefined;
    const fallback = match[3];
    if (!counts.has(name)) return fallback === undefined ? undefined : defaultOf(hole, fallback, at);
    const constant = constants.get(name);
    const isKnown = constant && counts.get(name) === 1 && constant.range.end < at && isWithin(block, constant.block);
    return isKnown ? { text: constant.value, range: constant.range, constant } : undefined;
  };
}

function constantOf(word: Word): Constant | undefined {
  const [, name] = /^([A-Za-z_]\w*)=./s.exec(word.value) ?? [];
  const value = name === undefined ? undefined : word.without(name.length + 1);
  const range = value?.inner;
  return name !== undefined && value?.isFixed && range ? { name, value: value.value, range } : undefined;
}

function defaultOf(hole: string, fallback: string, at: number): Filling {
  const start = at + hole.length - '}'.length - fallback.length;
  return { text: fallback, range: { start, end: start + fallback.length } };
}
