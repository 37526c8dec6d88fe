import type { ImageUse, Site, Unresolved } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import { parseReference } from '../../core/reference';
import { describeProblem, looksLikePlaceholder } from '../../core/reference-problem';
import type { Constant, Filling } from './constants';
import type { FoundImage } from './found';
import type { Word } from './word';

const byEnvironment: Unresolved = { code: 'variable', message: message('The environment supplies this reference.') };
const byTemplate: Unresolved = { code: 'placeholder', message: message('This is a placeholder that a template fills.') };
const empty: Unresolved = { code: 'empty', message: message('No image is named here.') };
const partly = message('A variable supplies a part of this reference.');
const spelling = message('The reference is written with escapes or over several lines, which no edit can keep.');
/** What else a variable may hold are options, or several words. */
const isOneWord = /^[\w./:@[][^\s'"\\]*$/;
const template = /^(?:\$?\{\{|<<|\$\[\[)/;

export interface UseOptions {
  /** Of the format. */
  readonly format: string;
  readonly text: string;
  readonly fill: (hole: string, at: number) => Filling | undefined;
  /** Whether the document uses the constant for anything but images. */
  readonly isShared: (constant: Constant) => boolean;
}

/** The use of an image that a command names. */
export function useOfWord({ word, platform }: FoundImage, options: UseOptions): ImageUse {
  const { format, text } = options;
  const range = word.inner ?? word.range;
  const here = { range, raw: text.slice(range.start, range.end) };
  const rest = { format, role: 'tool', ...here, ...(platform === undefined ? {} : { platform }) } as const;
  const fillings = fillingsOf(word, options);
  if (!fillings) return { ...rest, reference: null, unresolved: holes(word).some(hole => template.test(hole)) ? byTemplate : byEnvironment, site: here };
  const meaning = meaningOf(textOf(word, fillings));
  if (fillings.length === 0) return { ...rest, ...meaning, site: here, ...(word.inner ? {} : { fixDisabled: spelling }) };
  return { ...rest, ...meaning, ...siteOf(word, fillings[0] as Filling, { ...options, here }) };
}

function holes(word: Word): string[] {
  return word.texts().flatMap(({ text, hole }) => (hole ? [text] : []));
}

/** One for each hole, or undefined where one of them is not known. */
function fillingsOf(word: Word, { text, fill }: UseOptions): readonly Filling[] | undefined {
  const fillings: Filling[] = [];
  for (const { start, end, hole } of word.pieces) {
    const filling = hole ? fill(text.slice(start, end), start) : undefined;
    if (hole && !(filling && isOneWord.test(filling.text))) return undefined;
    if (filling) fillings.push(filling);
  }
  return fillings;
}

function textOf(word: Word, fillings: readonly Filling[]): string {
  let next = 0;
  return word.texts().map(({ text, hole }) => (hole ? (fillings[next++] as Filling).text : text)).join('');
}

function meaningOf(value: string): Pick<ImageUse, 'reference' | 'unresolved'> {
  if (value === '') return { reference: null, unresolved: empty };
  const parsed = parseReference(value);
  if (parsed.ok) return { reference: parsed.reference, unresolved: null };
  return { reference: null, unresolved: looksLikePlaceholder(value) ? byTemplate : { code: 'invalid', message: describeProblem(parsed.problem) } };
}

interface Place extends UseOptions {
  readonly here: Pick<Site, 'range' | 'raw'>;
}

/** Where a word with variables is edited: where the only one of them gets its value. */
function siteOf(word: Word, { range, constant }: Filling, { here, text, isShared }: Place): { site: Site; fixDisabled?: Message } {
  if (word.pieces.length > 1 || !range) return { site: here, fixDisabled: partly };
  const site = { range, raw: text.slice(range.start, range.end), ...(constant ? { related: message('Used by this command.') } : {}) };
  return constant && isShared(constant) ? { site, fixDisabled: message('The variable {0} is used for something else as well.', constant.name) } : { site };
}
