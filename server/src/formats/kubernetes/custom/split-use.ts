import type { ImageUse, MissingField, SplitField, SplitReference } from '../../../core/image-use';
import { message, type Message } from '../../../core/message';
import { parseReference } from '../../../core/reference';
import type { Field } from './fields';

/** The fields that spell a reference together. */
export interface Spelt {
  readonly format: string;
  readonly registry?: Field | undefined;
  readonly repository: Field;
  readonly tag?: Field | MissingField | undefined;
  readonly digest?: Field | MissingField | undefined;
  /** Something else chooses the tag, where none is given. */
  readonly tagElsewhere?: boolean;
  readonly fixDisabled?: Message | undefined;
}

const elsewhere = message('Another field or document chooses the tag.');

/** Undefined where the fields spell no reference: nothing is said of those. */
export function splitUse({ format, registry, repository, tag, digest, tagElsewhere, fixDisabled }: Spelt): ImageUse | undefined {
  const fields = [registry, repository, tag, digest].filter(field => field !== undefined);
  // Where the text means something else than what stands there, no edit could keep that.
  if (fields.some(field => 'value' in field && field.value !== field.raw)) return undefined;
  const name = parseReference(registry ? `${registry.value}/${repository.value}` : repository.value);
  if (!name.ok || name.reference.tag !== undefined || name.reference.digest !== undefined) return undefined;
  const parsed = parseReference(`${registry ? `${registry.value}/` : ''}${repository.value}${suffix(':', tag)}${suffix('@', digest)}`);
  if (!parsed.ok) return undefined;
  const { reference } = parsed;
  const { range, raw } = repository;
  const isOpen = tagElsewhere === true && reference.tag === undefined && reference.digest === undefined;
  const disabled = isOpen ? elsewhere : fixDisabled;
  return {
    format,
    role: 'value',
    range,
    raw,
    reference,
    unresolved: null,
    site: { range, raw },
    split: splitOf({ registry, repository, tag, digest }),
    ...(isOpen ? { tagElsewhere: true } : {}),
    ...(disabled ? { fixDisabled: disabled } : {}),
  };
}

function suffix(sign: string, field: Field | MissingField | undefined): string {
  return field && 'value' in field ? sign + field.value : '';
}

function splitOf({ registry, repository, tag, digest }: Omit<Spelt, 'format'>): SplitReference {
  return {
    ...(registry ? { registry: placed(registry) } : {}),
    repository: placed(repository),
    ...(tag ? { tag: 'range' in tag ? placed(tag) : tag } : {}),
    ...(digest ? { digest: 'range' in digest ? placed(digest) : digest } : {}),
  };
}

function placed({ range, raw, quoted }: SplitField): SplitField {
  return { range, raw, quoted };
}
