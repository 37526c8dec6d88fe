import { mostUses, type Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { usesOfEmbedded } from '../code/text-use';
import { useOfExpanded, useOfScalar } from '../yaml/use';
import { wordsOf, type Line } from './lines';
import { createVariables, type Variables } from './variables';

export const formatId = 'earthfile';

const keywords = /^\uFEFF?[ \t]*(FROM|ARG|LET|SET|FOR|WITH|RUN|END|VERSION)(?=\s|$)/;
const target = /^[A-Za-z][\w.-]*:/;

interface Reading {
  readonly text: string;
  readonly around: Surroundings;
  readonly variables: Variables;
  /** Of the instruction, behind its keyword. */
  readonly words: readonly Range[];
}

/** Every image that the targets start from or pull. */
export function readTargets(text: string, lines: readonly Line[], around: Surroundings): ImageUse[] {
  const variables = createVariables();
  const uses: ImageUse[] = [];
  // Within a `WITH DOCKER` that says not itself what is run there: built here, or named already.
  let runs = false;
  for (const line of lines) {
    if (uses.length > mostUses) break;
    const start = text.slice(line.range.start, line.range.start + 200);
    if (!line.indented && target.test(start)) variables.nextTarget();
    const [, keyword] = keywords.exec(start) ?? [];
    if (keyword === undefined) continue;
    const reading: Reading = { text, around, variables, words: wordsOf(text, line).slice(1) };
    if (keyword === 'FROM') uses.push(...fromUse(reading));
    else if (keyword === 'WITH') {
      uses.push(...pulledUses(reading));
      runs = isDocker(reading) && !said(reading).some(word => /^--(?:load|pull|compose)/.test(word));
    } else if (keyword === 'END') runs = false;
    else if (keyword === 'RUN') uses.push(...(runs ? runUses(line, reading) : []));
    else variables.take(keyword, said(reading));
  }
  return uses;
}

function said({ text, words }: Reading): string[] {
  return words.map(({ start, end }) => text.slice(start, end));
}

function isDocker(reading: Reading): boolean {
  return said(reading)[0] === 'DOCKER';
}

/** The first word that is no flag. */
function fromUse(reading: Reading): ImageUse[] {
  const all = said(reading);
  let at = 0;
  while (all[at]?.startsWith('--')) at += all[at] === '--platform' ? 2 : 1;
  const word = reading.words[at];
  return word && all[at] !== 'DOCKERFILE' ? useOf(word, 'base', reading) : [];
}

/** `--pull alpine:3`, `--pull=alpine:3`. */
function pulledUses(reading: Reading): ImageUse[] {
  if (!isDocker(reading)) return [];
  return said(reading).flatMap((flag, index) => {
    const [, name, value] = /^(--pull)(=?)/.exec(flag) ?? [];
    const word = reading.words[value === '' ? index + 1 : index];
    if (name === undefined || !word || (value === '' && flag !== '--pull')) return [];
    return useOf(value === '' ? word : { start: word.start + '--pull='.length, end: word.end }, 'service', reading);
  });
}

function runUses({ pieces }: Line, { text, around }: Reading): ImageUse[] {
  const [first, ...rest] = pieces;
  const [keyword = ''] = /^[ \t]*RUN(?:[ \t]+--[\w-]+(?:=\S*)?)*/.exec(text.slice(first?.start, first?.end)) ?? [];
  if (!first) return [];
  const all = [{ start: first.start + keyword.length, end: first.end }, ...rest];
  return usesOfEmbedded(text, all.flatMap((piece, index) => (index === 0 ? [piece] : [' ', piece])), { format: 'shell', around });
}

/** Nothing where it is a target of this file, or of another one. */
function useOf(word: Range, role: ImageUse['role'], { text, variables }: Reading): ImageUse[] {
  const quoted = /^(["']).*\1$/s.test(text.slice(word.start, word.end)) && word.end - word.start > 1 ? 1 : 0;
  const range = { start: word.start + quoted, end: word.end - quoted };
  const raw = text.slice(range.start, range.end);
  const value = raw.replace(/["']/g, '');
  const expanded = variables.expand(value);
  if (value === '' || (expanded ?? value) === 'scratch' || value.includes('+') || expanded?.includes('+') === true) return [];
  const scalar = { range, raw, value };
  const about = { format: formatId, role };
  if (!value.includes('$')) return [useOfScalar(scalar, formatId, role)];
  return [useOfExpanded(scalar, expanded === undefined ? {} : { text: expanded }, about)];
}
