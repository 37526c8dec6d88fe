import type { ImageUse, SplitField } from '../../core/image-use';
import { parseReference } from '../../core/reference';
import { useOfScalar } from '../yaml/use';
import { fieldsOf } from './names';
import { isWritten } from './text';
import type { HclText, HclValue } from './tree';

/** A chart's `image` and `sidecarImage`; what else is a `repository` may be a chart's or a program's. */
const ofImage = /^(?:.*\.)?\w*image$/i;
const wholeReference = /^[^/\s]+(?:\/|:\S)/;

/** The images that a release of Helm is told value by value: `set { name = "image.tag", value = "1.2" }`. A repository alone may have any tag. */
export function imagesOfSets(root: HclValue, text: string, format: string): ImageUse[] {
  const releases = fieldsOf(root, 'resource').flatMap(all => fieldsOf(all, 'helm_release')).flatMap(entriesOf);
  return releases.flatMap(release => {
    const values = valuesOf(release, text);
    return [...values].flatMap(([path, value]) => {
      const base = path.endsWith('.repository') ? path.slice(0, -'.repository'.length) : undefined;
      if (base !== undefined) return ofImage.test(base) ? useOfParts(base, values, format) : [];
      return ofImage.test(path) && wholeReference.test(value.raw) && parseReference(value.raw).ok ? [useOfScalar({ ...value, value: value.raw }, format, 'value')] : [];
    });
  });
}

function entriesOf(value: HclValue): readonly HclValue[] {
  return value.kind === 'object' ? value.entries.map(entry => entry.value) : [];
}

/** By their paths; of one that is set twice, the last counts. */
function valuesOf(release: HclValue, text: string): ReadonlyMap<string, SplitField> {
  const values = new Map<string, SplitField>();
  for (const set of fieldsOf(release, 'set').flatMap(one => (one.kind === 'list' ? one.items : [one]))) {
    const [name, value] = ['name', 'value'].map(key => plain(fieldsOf(set, key)[0]));
    if (!name || !value) continue;
    const { range } = value;
    values.set(text.slice(name.range.start, name.range.end), { range, raw: text.slice(range.start, range.end), quoted: true });
  }
  return values;
}

/** A text that means what stands there. */
function plain(value: HclValue | undefined): HclText | undefined {
  return value?.kind === 'text' && value.value === undefined && !value.heredoc && value.pieces.every(isWritten) ? value : undefined;
}

function useOfParts(base: string, values: ReadonlyMap<string, SplitField>, format: string): ImageUse[] {
  const [registry, repository, tag, digest] = ['registry', 'repository', 'tag', 'digest'].map(key => values.get(`${base}.${key}`));
  if (!repository || !(tag?.raw || digest?.raw)) return [];
  const written = `${registry?.raw ? `${registry.raw}/` : ''}${repository.raw}${tag?.raw ? `:${tag.raw}` : ''}${digest?.raw ? `@${digest.raw}` : ''}`;
  const parsed = parseReference(written);
  if (!parsed.ok) return [];
  const { range, raw } = repository;
  const split = { ...(registry?.raw ? { registry } : {}), repository, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
  return [{ format, role: 'value', range, raw, site: { range, raw }, split, reference: parsed.reference, unresolved: null }];
}
