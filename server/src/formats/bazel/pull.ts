import type { ImageUse, MissingField, SplitField, SplitReference, Unresolved } from '../../core/image-use';
import { message } from '../../core/message';
import { parseReference } from '../../core/reference';
import { describeProblem, looksLikePlaceholder } from '../../core/reference-problem';
import type { Segment } from '../code/groups';
import { useOfText } from '../code/text-use';

export const formatId = 'bazel';

/** An argument of the call. */
interface Field extends SplitField {
  /** What it says; undefined where that is computed. */
  readonly value: string | undefined;
  /** It stands here as a text, and not under a name. */
  readonly literal: boolean;
  /** Of the whole argument. */
  readonly start: number;
  readonly end: number;
}

type Fields = Readonly<Partial<Record<'image' | 'registry' | 'repository' | 'tag' | 'digest', Field>>>;

const byVariable: Unresolved = { code: 'variable', message: message('A variable supplies this reference.') };
const partly = message('A variable supplies a part of this reference.');
const notBoth = message('With `reproducible = False`, rules_oci takes either a tag or a digest.');
const scheme = /^https?:\/\//;

/** The image that a call like `oci.pull(name = "base", image = "debian", digest = "sha256:…")` pulls. */
export function useOfPull(text: string, segments: readonly Segment[], constants: ReadonlyMap<string, string>): ImageUse | undefined {
  const fields: Fields = Object.fromEntries(segments.flatMap(segment => fieldOf(text, segment, constants)));
  const { image, digest } = fields;
  if (!image) return fields.repository && useOfFields(text, segments, { ...fields, name: fields.repository });
  const bare = withoutScheme(image);
  const [, name = '', tag, own] = /^(.*?)(?::([^:@/]*))?(@.*)?$/.exec(bare.raw) ?? [];
  // What stands in the text itself counts more than an argument.
  if (image.literal && (own !== undefined || (tag !== undefined && !digest))) return useOfText(text, bare.range, { format: formatId, role: 'base' });
  const whole = { ...fields, registry: undefined, name: bare };
  if (!image.literal || tag === undefined) return useOfFields(text, segments, whole);
  const colon = bare.range.start + name.length;
  const use = useOfFields(text, segments, { ...whole, name: part(bare, bare.range.start, name), tag: part(bare, colon + 1, tag) });
  return use && { ...use, range: bare.range, raw: bare.raw, site: { range: bare.range, raw: bare.raw } };
}

function part(field: Field, start: number, raw: string): Field {
  return { ...field, range: { start, end: start + raw.length }, raw, value: raw };
}

function withoutScheme(field: Field): Field {
  const [prefix = ''] = scheme.exec(field.raw) ?? [];
  const start = field.range.start + prefix.length;
  return { ...field, range: { start, end: field.range.end }, raw: field.raw.slice(prefix.length), value: field.value?.replace(scheme, '') };
}

type NamedFields = Omit<Fields, 'registry' | 'image'> & { readonly name: Field; readonly registry?: Field | undefined };

function useOfFields(text: string, segments: readonly Segment[], fields: NamedFields): ImageUse | undefined {
  const { name, registry, tag, digest } = fields;
  if (!name.literal && name.value === undefined) return undefined;
  const all = [registry, name, tag, digest].filter(field => field !== undefined);
  const disabled = all.some(({ literal }) => !literal) ? partly : tag && !digest && isUnstable(text, segments) ? notBoth : undefined;
  const { range, raw } = name;
  const use = { format: formatId, role: 'base' as const, range, raw, site: { range, raw }, split: splitOf(text, fields), ...(disabled ? { fixDisabled: disabled } : {}) };
  if (all.some(({ value }) => value === undefined)) return { ...use, reference: null, unresolved: byVariable };
  const written = `${registry ? `${registry.value}/` : ''}${name.value}${tag?.value ? `:${tag.value}` : ''}${digest?.value ? `@${digest.value}` : ''}`;
  const parsed = parseReference(written);
  if (parsed.ok) return { ...use, reference: parsed.reference, unresolved: null };
  const code = looksLikePlaceholder(written) ? 'placeholder' : 'invalid';
  return { ...use, reference: null, unresolved: { code, message: describeProblem(parsed.problem) } };
}

function fieldOf(text: string, { key, text: value, tokens, count }: Segment, constants: ReadonlyMap<string, string>): [string, Field][] {
  const [first, , token] = tokens;
  if (key === undefined || !first || !token || !/^(?:image|registry|repository|tag|digest)$/.test(key)) return [];
  const { plain = false, innerStart = token.start, innerEnd = token.end } = value?.quoted ?? {};
  const raw = text.slice(innerStart, innerEnd);
  const isName = count === 3 && token.kind === 'word';
  if (isName && raw === 'None') return [];
  const known = plain ? raw : isName ? constants.get(raw) : undefined;
  return [[key, { range: { start: innerStart, end: innerEnd }, raw, quoted: true, value: known, literal: plain, start: first.start, end: tokens.at(-1)?.end ?? token.end }]];
}

/** `reproducible = False`. */
function isUnstable(text: string, segments: readonly Segment[]): boolean {
  return segments.some(({ key, tokens: [, , value] }) => key === 'reproducible' && value !== undefined && text.slice(value.start, value.end) === 'False');
}

function splitOf(text: string, { name, registry, tag, digest }: NamedFields): SplitReference {
  return {
    ...(registry ? { registry } : {}),
    repository: name,
    tag: tag ?? missing(text, digest ?? name, 'tag'),
    digest: digest ?? missing(text, tag ?? name, 'digest'),
  };
}

/** An argument of its own behind another one, on a line of its own where that one has one. */
function missing(text: string, { start, end }: Field, key: string): MissingField {
  const line = text.lastIndexOf('\n', start) + 1;
  const indent = text.slice(line, start);
  const ownLine = line > 0 && /^[ \t]*$/.test(indent);
  const between = ownLine ? `,${text[line - 2] === '\r' ? '\r' : ''}\n${indent}` : ', ';
  return { at: end, before: `${between}${key} = "`, after: '"', quoted: true };
}
