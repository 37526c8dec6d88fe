import type { ImageUse, MissingField, SplitField, SplitReference } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import { parseReference } from '../../core/reference';
import { whyUnresolved } from '../yaml/use';

/** The name of this format, in uses and documents. */
export const formatId = 'kustomization';

export type FieldName = 'name' | 'newName' | 'newTag' | 'digest';
export const fieldNames: readonly FieldName[] = ['name', 'newName', 'newTag', 'digest'];

/** One field of an entry, as it is written and as it is meant. */
export interface EntryField extends SplitField {
  readonly value: string;
}

/** One item of `images`. */
export interface Entry {
  readonly fields: ReadonlyMap<FieldName, EntryField>;
  /** How a field that is not there is written; absent where none can be added. */
  readonly add?: (field: FieldName) => MissingField | undefined;
  /** Why nothing here may be edited. */
  readonly disabled?: Message;
}

const resourcesTell = message('The resources that this entry rewrites give the tag.');
const spelling = message('The reference is written with escapes or over several lines, which no edit can keep.');

/**
 * The image that Kustomize writes. Where an entry has neither tag nor digest, those of the resources stay. With both, version 5
 * and late ones of version 4 write `name:tag@digest`, earlier ones `name@digest`: the digest decides in all of them, so a pin may
 * add it beside any tag.
 */
export function useOfEntry({ fields, add, disabled }: Entry): ImageUse | undefined {
  const repository = fields.get('newName') ?? fields.get('name');
  const tag = given(fields.get('newTag'));
  const digest = given(fields.get('digest'));
  // An entry with nothing but a name changes nothing.
  if (!repository || (!fields.has('newName') && !tag && !digest)) return undefined;
  const name = fields.has('newName') ? repository.value : nameAlone(repository.value);
  if (name === undefined) return undefined;
  const value = [name, tag && `:${tag.value}`, digest && `@${digest.value}`].filter(Boolean).join('');
  const tagElsewhere = !tag && !digest;
  const split = splitOf({ fields, ...(add ? { add } : {}) }, repository);
  const isClear = isPlain(fields) && (split.rename !== undefined || fields.has('newName'));
  const why = disabled ?? (isClear ? undefined : spelling) ?? (tagElsewhere ? resourcesTell : undefined);
  const { range, raw } = repository;
  const here = { format: formatId, role: 'value', range, raw, site: { range, raw }, replaces: true, ...(why ? { fixDisabled: why } : {}) } as const;
  const parsed = parseReference(value);
  if (!parsed.ok) return { ...here, reference: null, unresolved: whyUnresolved(value, parsed.problem) };
  return { ...here, reference: parsed.reference, unresolved: null, split, ...(tagElsewhere ? { tagElsewhere } : {}) };
}

/** A digest that stands behind the tag stays there: one of its own would come on top. */
function splitOf({ fields, add }: Entry, repository: SplitField): SplitReference {
  const rename = fields.has('newName') ? undefined : add?.('newName');
  const tag = fields.get('newTag') ?? add?.('newTag');
  const digest = fields.get('newTag')?.value.includes('@') ? undefined : (fields.get('digest') ?? add?.('digest'));
  return { repository, ...(rename ? { rename } : {}), ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

/** `newTag: ""` gives no tag. */
function given(field: EntryField | undefined): EntryField | undefined {
  return field?.value === '' ? undefined : field;
}

/** A name may have a tag of its own, which only says what is rewritten; it may even be a pattern, and then nothing is known. */
function nameAlone(value: string): string | undefined {
  const parsed = parseReference(value);
  return parsed.ok ? value.slice(parsed.spans.name.start, parsed.spans.name.end) : /[*+?|\\^[\]]/.test(value) ? undefined : value;
}

function isPlain(fields: Entry['fields']): boolean {
  return [...fields.values()].every(({ raw, value }) => raw === value);
}
