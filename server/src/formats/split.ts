import type { ImageUse, MissingField, SplitField } from '../core/image-use';
import { message, type Message } from '../core/message';
import type { TextEdit } from '../core/range';
import { dockerHub, formatReference, parseReference, type ImageReference } from '../core/reference';

type Disabled = { readonly disabled: Message };
const nowhere = message('There is no field for a digest here.');

/** The edits of the fields that spell a reference together, each only where it says something else afterwards. */
export function editSplit({ split, reference: before, fixDisabled }: ImageUse, reference: ImageReference): readonly TextEdit[] | Disabled {
  if (fixDisabled || !split || !before) return { disabled: fixDisabled ?? nowhere };
  const { registry, repository, rename, tag, digest } = split;
  const edits: TextEdit[] = [];
  if (reference.registry !== before.registry || reference.repository !== before.repository) {
    edits.push(...nameEdits({ registry, repository, rename }, reference));
  }
  // Without a field of its own a digest stands behind the tag.
  const inTag = digest === undefined && reference.digest !== undefined;
  if (inTag && reference.tag === undefined) return { disabled: nowhere };
  const wantedTag = inTag ? `${reference.tag}@${reference.digest}` : reference.tag;
  const hadTag = digest === undefined && before.digest !== undefined && before.tag !== undefined ? `${before.tag}@${before.digest}` : before.tag;
  if (wantedTag !== hadTag) {
    if (!tag || (wantedTag === undefined && !('range' in tag))) return { disabled: nowhere };
    edits.push(write(tag, wantedTag ?? ''));
  }
  if (digest && reference.digest !== before.digest) edits.push(write(digest, reference.digest ?? ''));
  return edits.sort((a, b) => a.range.start - b.range.start);
}

interface NameFields {
  readonly registry: SplitField | undefined;
  readonly repository: SplitField;
  readonly rename: MissingField | undefined;
}

function nameEdits({ registry, repository, rename }: NameFields, reference: ImageReference): TextEdit[] {
  if (registry) {
    return [
      ...(registry.raw === reference.registry ? [] : [write(registry, reference.registry)]),
      ...(repository.raw === reference.repository ? [] : [write(repository, reference.repository)]),
    ];
  }
  const { tag: _tag, digest: _digest, ...name } = reference;
  return [write(rename ?? repository, nameLike(repository.raw, name))];
}

/** As briefly as before: `nginx` stays without `docker.io/library/`. */
function nameLike(raw: string, name: ImageReference): string {
  const full = formatReference(name);
  if (name.registry !== dockerHub || raw.startsWith(`${dockerHub}/`)) return full;
  const brief = name.repository.replace(/^library\//, '');
  const parsed = parseReference(brief);
  return parsed.ok && formatReference(parsed.reference) === full ? brief : full;
}

function write(field: SplitField | MissingField, value: string): TextEdit {
  const written = field.quoted ? value : inYaml(value);
  if (!('range' in field)) return { range: { start: field.at, end: field.at }, newText: `${field.before}${written}${field.after}` };
  return { range: field.range, newText: written };
}

/** What YAML would take for a number, a date or a word of its own stands in quotes: `1.30`, `true`, and nothing at all. */
function inYaml(value: string): string {
  return /^(?:|[0-9][0-9a-fox_.:-]*|true|false|null|y|n|yes|no|on|off)$/i.test(value) ? `"${value}"` : value;
}
