import type { Range } from '../../core/range';
import { readBody } from './body';
import { parserOf } from './cursor';
import { readText } from './template';
import { readTokens, type Token } from './tokens';
import type { HclObject, HclText } from './tree';

export { deepestDocument } from './recovery';

export interface ParsedHcl {
  readonly root: HclObject;
  readonly tokens: readonly Token[];
  readonly comments: readonly Range[];
  readonly limited?: 'too-large' | 'too-deep';
}

/** Reads what it can of any text. A broken one is read again, so that what is open in one block does not swallow the next. */
export function parseHcl(text: string): ParsedHcl {
  const first = parseOnce(text, false);
  return first.broken ? parseOnce(text, true) : first;
}

function parseOnce(text: string, giveUp: boolean): ParsedHcl & { readonly broken: boolean } {
  const { tokens, comments, open, tooMany } = readTokens(text, { giveUp });
  const parser = parserOf(text, tokens);
  const root = readBody(parser, true);
  const limited = tooMany ? 'too-large' : parser.tooDeep ? 'too-deep' : undefined;
  // A second look at what is too large would take as long again.
  return { root, tokens, comments, ...(limited ? { limited } : {}), broken: !tooMany && (parser.broken || open) };
}

/** The text between two quotes, with its holes. */
export function parseTemplate(text: string, { start, end }: Range): HclText {
  const { tokens } = readTokens(text, { start, end, inQuotes: true });
  return { ...readText(parserOf(text, tokens), start), range: { start, end } };
}
