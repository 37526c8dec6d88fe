import type { ImageUse, Site } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { SharedDefinitions } from './arguments';
import type { Expansion } from './expand';
import { meaningOfBase } from './meaning';
import { isContiguous, spanOf, type Traced } from './traced';

export const formatId = 'dockerfile';

/** The base of a FROM in its text. */
export interface Base {
  readonly text: string;
  /** The word that names it, without quotes around it. */
  readonly word: Traced;
  readonly expansion: Expansion;
  /** The constant one of the instruction. */
  readonly platform: string | undefined;
}

/** The use of an external base, but for its stage. */
export function useOfBase(base: Base, shared: SharedDefinitions): ImageUse {
  const { text, word, expansion, platform } = base;
  const range = spanOf(word);
  const raw = text.slice(range.start, range.end);
  return {
    format: formatId,
    role: 'base',
    range,
    raw,
    ...meaningOfBase(raw, expansion),
    ...siteOfBase(base, shared),
    ...(platform === undefined ? {} : { platform }),
  };
}

const inPieces = message('The reference is put together from several parts; there is no one place to edit.');
const perPlatform = message('The reference depends on the platform of the build.');
export const notContiguous = message('The reference does not stand in one piece.');

/** Where the base is edited: its own word, the value of the ARG that supplies it, or the default inside `${x:-…}`. */
function siteOfBase({ text, word, expansion }: Base, shared: SharedDefinitions): { site: Site; fixDisabled?: Message } {
  const own = spanOf(word);
  const ownSite = { range: own, raw: text.slice(own.start, own.end) };
  if (!expansion.hasVariables) return isContiguous(word) ? { site: ownSite } : { site: ownSite, fixDisabled: notContiguous };
  if (expansion.used.some((variable) => variable.perPlatform)) return { site: ownSite, fixDisabled: perPlatform };
  const { whole, holder } = expansion;
  if (!whole || expansion.text === '') return { site: ownSite, fixDisabled: inPieces };
  const inside = own.start <= whole.start && whole.end <= own.end;
  const site = { range: whole, raw: text.slice(whole.start, whole.end), ...(inside ? {} : { related: message('Used by this FROM.') }) };
  return holder && shared.has(holder)
    ? { site, fixDisabled: message('The build argument {0} is used for something else as well.', holder.name) }
    : { site };
}
