import type { ImageUse, SplitField, Unresolved } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import { parseReference, type ImageReference } from '../../core/reference';
import { looksLikePlaceholder } from '../../core/reference-problem';
import type { ScalarText } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { formatId } from './empty-tag';
import type { Field, Fields } from './fields';
import { mayBeImage, mayBeRepository } from '../yaml/look-alikes';
import { writing } from './writing';
import { completed, meaningOf } from './meaning';
import { useOfValue } from './templates/evidence';
import type { ValuesFile } from './values';

/** A mapping of a values file, and the keys that lead to it. */
export interface Mapping {
  readonly fields: Fields;
  readonly path: readonly string[];
  /** Those of its keys that end with `image`. */
  readonly imageKeys: readonly string[];
}

/** The fields of a mapping that spell a reference together. */
export interface Parts {
  readonly mapping: Mapping;
  /** The key of the repository, and where the tag is or would be. */
  readonly nameKey: string;
  readonly tagKey: string;
  readonly repository: Field & { readonly text: ScalarText };
  readonly registry?: Field;
  readonly tag?: Field;
  readonly digest?: Field;
}

/** Every image that the mapping names itself. */
export function usesOfMapping(mapping: Mapping, file: ValuesFile): ImageUse[] {
  const split = splitParts(mapping);
  return [...(split ? [useOfParts(split, file, file.registry)] : []), ...mapping.imageKeys.flatMap(key => useOfText(mapping, key, file) ?? [])];
}

function splitParts(mapping: Mapping): Parts | undefined {
  const { fields } = mapping;
  if (!fields.has('repository')) return partsOfImage(mapping);
  const repository = fields.field('repository');
  if (!hasText(repository) || !mayBeRepository(repository.text.value) || ['chart', 'owner', 'branch'].some(key => fields.has(key))) return undefined;
  if (!['tag', 'digest', 'registry', 'version'].some(key => fields.has(key)) && !isImage(mapping)) return undefined;
  return partsOf(mapping, { nameKey: 'repository', tagKey: fields.has('tag') || !fields.has('version') ? 'tag' : 'version' }, repository);
}

/** Under a key that says `image`, a tag shows what a `name` or a `repo` beside it is. */
function partsOfImage(mapping: Mapping): Parts | undefined {
  const { fields } = mapping;
  if (!fields.has('tag') || fields.has('image') || !isImage(mapping)) return undefined;
  const nameKey = ['repo', 'name'].find(key => fields.has(key));
  const name = nameKey === undefined ? undefined : fields.field(nameKey);
  return nameKey !== undefined && hasText(name) && mayBeRepository(name.text.value) ? partsOf(mapping, { nameKey, tagKey: 'tag' }, name) : undefined;
}

function isImage({ path }: Mapping): boolean {
  return /image$/i.test(path.findLast(key => !/^\d+$/.test(key)) ?? '');
}

function partsOf(mapping: Mapping, keys: Pick<Parts, 'nameKey' | 'tagKey'>, repository: Parts['repository']): Parts {
  const { fields } = mapping;
  const [registry, tag, digest] = [fields.field('registry'), fields.field(keys.tagKey), fields.field('digest')];
  return { mapping, ...keys, repository, ...(registry ? { registry } : {}), ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

/** A text may be the whole reference, or only its name where a tag stands beside it. */
function useOfText(mapping: Mapping, key: string, file: ValuesFile): ImageUse | undefined {
  const { fields, path } = mapping;
  const field = fields.field(key);
  if (!hasText(field) || !mayBeImage(field.text.value)) return undefined;
  const parsed = parseReference(field.text.value);
  const tagKey = [key === 'image' ? 'tag' : key.replace(/image$/i, 'Tag'), `${key}Tag`].find(each => fields.has(each));
  const isName = parsed.ok ? parsed.reference.tag === undefined && parsed.reference.digest === undefined : /@sha256$/.test(field.text.value);
  const isCompleted = isName && (completedBy.some(each => fields.has(each)) || (tagKey === undefined && fields.has('registry')));
  if (tagKey !== undefined && isName && !isCompleted) return useOfParts(partsOf(mapping, { nameKey: key, tagKey }, field), file, isImage(mapping) ? file.registry : undefined);
  if (!parsed.ok && !looksLikePlaceholder(field.text.value)) return undefined;
  const use = useOfScalar(field.text, formatId, 'value');
  const evidence = file.chart?.evidence && useOfValue(file.chart.evidence, [...path, key]);
  const isPart = isCompleted || (evidence && !evidence.asWhole && (evidence.startsAt ?? evidence.glued) !== undefined);
  return isPart && use.reference ? { ...use, reference: null, unresolved: completed } : use;
}

const shared = message('Other images have these fields too, by an alias or a merge.');
const spelling = message('The reference is written with escapes or over several lines, which no edit can keep.');
const bareDigest = message('The digest stands here without its algorithm.');

function useOfParts(parts: Parts, file: ValuesFile, registry: string | undefined): ImageUse {
  const { text, place } = parts.repository;
  const { range, raw } = text;
  const meant = meaningOf(parts, file, registry);
  const own = writing(parts, file);
  const fixDisabled: Message | undefined = cannotWrite(parts) ?? own.disabled;
  return {
    format: formatId,
    role: 'value',
    range,
    raw,
    ...(isReference(meant) ? { reference: meant, unresolved: null } : { reference: null, unresolved: meant }),
    site: { range, raw },
    split: { ...registryField(parts), repository: place as SplitField, ...own.fields },
    ...(fixDisabled ? { fixDisabled } : {}),
  };
}

function isReference(meant: ImageReference | Unresolved): meant is ImageReference {
  return 'registry' in meant;
}

function registryField({ registry }: Parts): { readonly registry?: SplitField } {
  return registry && 'range' in registry.place ? { registry: registry.place } : {};
}

/** Keys beside a name that say the rest of it, in a way of the chart's own. */
const completedBy: readonly string[] = ['hub', 'version', 'defaultVersion', 'defaultTag'];

function cannotWrite({ repository, registry, tag, digest, mapping }: Parts): Message | undefined {
  const fields = [repository, registry, tag, digest].flatMap(field => field ?? []);
  if (fields.some(field => field.shared)) return shared;
  if (fields.some(({ text }) => text && text.value !== text.raw)) return spelling;
  return mapping.fields.field('sha')?.text ? bareDigest : undefined;
}

function hasText(field: Field | undefined): field is Field & { readonly text: ScalarText } {
  return field?.text !== undefined;
}
