import type { ImageRole, ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { parseReference } from '../../core/reference';
import { cacheReference } from '../cache-source';
import { useOfExpanded, useOfScalar } from '../yaml/use';
import type { ScalarText } from '../yaml/scalar';
import type { Constant, Constants } from './constants';
import { decodeText, isWritten } from './text';
import type { HclText, HclValue } from './tree';

export interface UsePlace {
  readonly format: string;
  readonly role: ImageRole;
  /** What stands before the reference; where it is not found, none is named. */
  readonly prefix?: RegExp | undefined;
  readonly cache?: true | undefined;
}

export interface UseSource {
  readonly text: string;
  readonly constants: Constants;
  /** What a path of names stands for is written down, and found, elsewhere: another resource, a module. */
  readonly isElsewhere: (path: string) => boolean;
  /** Whether the constant supplies something else than images as well. */
  readonly isShared: (constant: Constant) => boolean;
}

const partly = message('A variable supplies a part of this reference.');
const keywords: ReadonlySet<string> = new Set(['null', 'true', 'false']);
/** `docker_image.web[0].image_id`. */
const longPath = /^[\w.\-[\]"*]+$/;

/** The use of an image that an expression names. */
export function useOfValue(value: HclValue, place: UsePlace, source: UseSource): ImageUse | undefined {
  if (value.kind === 'text') return value.heredoc ? undefined : place.cache ? useOfCache(value, place, source) : useOfText(value, place, source);
  if (place.cache) return undefined;
  const raw = rawOf(value, source);
  if (place.prefix?.test(raw) === false || raw.includes('\n') || namesNothing(value, source)) return undefined;
  return useOfExpression(value, { range: value.range, raw, value: raw }, { place, source });
}

/** Only of a text without holes and escapes it is certain which part is the reference. */
function useOfCache({ range }: HclText, { format, role }: UsePlace, { text }: UseSource): ImageUse | undefined {
  const raw = text.slice(range.start, range.end);
  const found = raw.includes('\\') ? undefined : cacheReference(raw);
  if (!found || found.start === found.end) return undefined;
  const part = raw.slice(found.start, found.end);
  const cut = { range: { start: range.start + found.start, end: range.start + found.end }, raw: part, value: part };
  const use = /[$%]\{/.test(part) ? useOfExpanded(cut, {}, { format, role }) : useOfScalar(cut, format, role);
  return { ...use, cache: true };
}

function rawOf({ range }: HclValue, { text }: UseSource): string {
  return text.slice(range.start, range.end);
}

/** What is no text, or is the business of another place. */
function namesNothing(value: HclValue, source: UseSource): boolean {
  const raw = rawOf(value, source);
  if (value.kind === 'call') return false;
  if (value.kind !== 'path' && value.kind !== 'other') return true;
  return raw === '' || keywords.has(raw) || (longPath.test(raw) && source.isElsewhere(raw));
}

function useOfText(text: HclText, place: UsePlace, source: UseSource): ImageUse | undefined {
  const raw = source.text.slice(text.range.start, text.range.end);
  const prefix = place.prefix ? place.prefix.exec(raw)?.[0] : '';
  if (prefix === undefined || raw === prefix) return undefined;
  const start = text.range.start + prefix.length;
  const cut = { range: { start, end: text.range.end }, raw: raw.slice(prefix.length) };
  if (text.value !== undefined || text.pieces.every(isWritten)) {
    const value = (text.value ?? decodeText(source.text, text).text).slice(prefix.length);
    return useOfScalar({ ...cut, value }, place.format, place.role);
  }
  const [only] = text.pieces;
  if (only && !isWritten(only) && text.pieces.length === 1 && namesNothing(only, source)) return undefined;
  return useOfExpression(text, { ...cut, value: cut.raw }, { place, source });
}

/** Nothing is said of what names supply and what is no reference: it may be meant for something else. */
function useOfExpression(value: HclValue, scalar: ScalarText, { place, source }: { readonly place: UsePlace; readonly source: UseSource }): ImageUse {
  const constant = source.constants.of(value);
  const text = constant && (place.prefix ? constant.text.replace(place.prefix, '') : constant.text);
  const isMeant = constant !== undefined && place.prefix?.test(constant.text) !== false;
  const parsed = text === undefined || !isMeant ? undefined : parseReference(text);
  if (!constant || !text || !parsed?.ok) return useOfExpanded(scalar, {}, place);
  const { literal, file } = constant;
  const { range, raw } = scalar;
  const named = { format: place.format, role: place.role, range, raw, reference: parsed.reference, unresolved: null };
  if (file !== undefined) return { ...named, site: { range, raw }, fixDisabled: message('The file {0} supplies this reference, or a part of it.', file) };
  if (!literal || text !== constant.text) return { ...named, site: { range, raw }, fixDisabled: partly };
  const site = { range: literal.range, raw: text, related: message('Named by this expression.') };
  return source.isShared(constant) ? { ...named, site, fixDisabled: message('The value is used for something else as well.') } : { ...named, site };
}
