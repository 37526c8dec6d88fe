import type { ImageRole, ImageUse, Unresolved } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { Range, TextEdit } from '../../core/range';
import { formatReference, parseReference, respell, type ImageReference, type ReferenceProblem } from '../../core/reference';
import { describeProblem, looksLikePlaceholder } from '../../core/reference-problem';
import type { ScalarText } from './scalar';

/** `ko` builds the Go package behind it and writes the image in its place. */
const builtByKo = /^ko:\/\//;

/** What a text with variables in it stands for. */
export interface Expansion {
  /** With the variables replaced; undefined where only the environment knows them. */
  readonly text?: string;
  /** The stretch of the text that is all of the reference: the default of the only variable. */
  readonly whole?: Range;
  /** Why no edit here would help: another file has a say in it. */
  readonly elsewhere?: Message;
}

const byEnvironment: Unresolved = { code: 'variable', message: message('The environment supplies this reference.') };
const partly = message('A variable supplies a part of this reference.');

const spelling = message('The reference is written with escapes or over several lines, which no edit can keep.');

/** The use of an image that a YAML or JSON scalar names. */
export function useOfScalar(scalar: ScalarText, format: string, role: ImageRole): ImageUse {
  const { range, raw, value } = scalar;
  const parsed = parseReference(value);
  const resolution = parsed.ok
    ? { reference: parsed.reference, unresolved: null }
    : { reference: null, unresolved: whyUnresolved(value, parsed.problem) };
  return {
    format,
    role,
    range,
    raw,
    ...resolution,
    site: { range, raw },
    ...(value === raw ? {} : { fixDisabled: spelling }),
  };
}

/** The use of an image that a scalar with variables names, once these are replaced. */
export function useOfExpanded(scalar: ScalarText, { text, whole, elsewhere = partly }: Expansion, { format, role }: Pick<ImageUse, 'format' | 'role'>): ImageUse {
  const { range, raw } = scalar;
  const here = { format, role, range, raw };
  if (text === undefined) return { ...here, reference: null, unresolved: byEnvironment, site: { range, raw } };
  const parsed = parseReference(text);
  const resolution = parsed.ok ? { reference: parsed.reference, unresolved: null } : { reference: null, unresolved: whyUnresolved(text, parsed.problem) };
  if (!whole || scalar.value !== raw) return { ...here, ...resolution, site: { range, raw }, fixDisabled: scalar.value === raw ? elsewhere : spelling };
  const site = { range: { start: range.start + whole.start, end: range.start + whole.end }, raw: raw.slice(whole.start, whole.end) };
  return { ...here, ...resolution, site };
}

/** Why a text that is no reference names no image. */
export function whyUnresolved(value: string, problem: ReferenceProblem): Unresolved {
  if (builtByKo.test(value)) return { code: 'placeholder', message: message('ko builds this image from a Go package.') };
  return looksLikePlaceholder(value)
    ? { code: 'placeholder', message: message('This is a placeholder that a template fills.') }
    : { code: 'invalid', message: describeProblem(problem) };
}

/**
 * The edit that makes the scalar name `reference`; quotes, anchors and comments stay, because only the text between them
 * is replaced. A reference begins with a letter or digit and holds neither `: ` nor ` #`, so plain scalars stay plain.
 */
export function editScalar(use: ImageUse, reference: ImageReference): readonly TextEdit[] | { readonly disabled: Message } {
  if (use.fixDisabled) return { disabled: use.fixDisabled };
  const { range, raw } = use.site;
  const spelt = respell(raw, reference);
  if (spelt.startsWith('[') && !raw.startsWith('[')) {
    return { disabled: message('A reference that begins with an IPv6 address needs quotes.') };
  }
  return [{ range, newText: readsAsString(spelt) ? spelt : formatReference(reference) }];
}

/** Not so the few references that YAML 1.1 or 1.2 takes for a number, a date or a word of its own: `5e3`, `1:30`, `true`. */
function readsAsString(text: string): boolean {
  return !/^(?:[0-9][0-9a-fox_.:-]*|true|false|null|y|n|yes|no|on|off)$/i.test(text);
}
