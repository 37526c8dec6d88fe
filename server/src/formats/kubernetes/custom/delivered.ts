import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ImageUse } from '../../../core/image-use';
import { message } from '../../../core/message';
import type { Navigator } from '../../yaml/navigator';
import { nodesOnPath, stepsOf } from '../../yaml/places/path';
import type { ScalarSource, ScalarText } from '../../yaml/scalar';
import { useOfScalar } from '../../yaml/use';
import type { TypeMeta } from '../resource';
import { showsImage } from './evidence';
import { createFieldReader, type Field, type FieldReader } from './fields';
import { splitUse } from './split-use';

/** The format of what operators' own kinds name. */
export const customId = 'custom-resource';

interface Reading {
  readonly navigator: Navigator;
  readonly fields: FieldReader;
}

interface Delivery {
  /** `APIVERSION KIND`. */
  readonly resource: RegExp;
  readonly at: string;
  read(node: Node, reading: Reading): readonly (ImageUse | undefined)[];
}

/** How Flux and Argo CD name what they deliver: in fields of their own, in those of Kustomize, in values of charts. */
const deliveries: readonly Delivery[] = [
  { resource: /^source\.toolkit\.fluxcd\.io\/\w+ OCIRepository$/, at: 'spec', read: (spec, reading) => [artifact(spec, reading)] },
  { resource: /^image\.toolkit\.fluxcd\.io\/\w+ ImageRepository$/, at: 'spec', read: (spec, reading) => [scanned(spec, reading)] },
  { resource: /^kustomize\.toolkit\.fluxcd\.io\/\w+ Kustomization$/, at: 'spec.images[]', read: (image, reading) => [rewritten(image, reading)] },
  { resource: /^argoproj\.io\/\w+ Application(?:Set)?$/, at: '**.kustomize.images[]', read: inlined },
  { resource: /^argoproj\.io\/\w+ Application(?:Set)?$/, at: '**.helm.parameters', read: parameters },
  { resource: /^argoproj\.io\/\w+ Application(?:Set)?$/, at: '**.helm.valuesObject', read: values },
  { resource: /^helm\.toolkit\.fluxcd\.io\/\w+ HelmRelease$/, at: 'spec.values', read: values },
];

export function readDelivered(resource: Node, { kind, apiVersion }: TypeMeta, { navigator, source }: { readonly navigator: Navigator; readonly source: ScalarSource }): ImageUse[] {
  const matching = deliveries.filter(delivery => delivery.resource.test(`${apiVersion} ${kind}`));
  if (matching.length === 0) return [];
  const reading = { navigator, fields: createFieldReader(navigator, source) };
  return matching.flatMap(({ at, read }) => nodesOnPath(resource, stepsOf(at), navigator).flatMap(node => read(node, reading))).filter(use => use !== undefined);
}

const oci = 'oci://';
const one = { format: customId };

/** Flux takes the digest before the range of versions, and that before the tag; `latest` where there is none of them. */
function artifact(spec: Node, { navigator, fields }: Reading): ImageUse | undefined {
  const url = fields.field(spec, 'url');
  if (!url?.raw.startsWith(oci)) return undefined;
  const ref = navigator.fields(spec, 'ref')[0];
  const ranged = fields.field(ref, 'semver') !== undefined;
  const tag = ranged ? undefined : fields.field(ref, 'tag');
  const digest = fields.field(ref, 'digest') ?? fields.missing(ref, 'digest', tag ? 'tag' : 'semver');
  return splitUse({ ...one, repository: behind(url, oci.length), tag, digest, tagElsewhere: ranged });
}

/** All tags of it are looked through. */
function scanned(spec: Node, { fields }: Reading): ImageUse | undefined {
  const image = fields.field(spec, 'image');
  return image && splitUse({ ...one, repository: image, tagElsewhere: true });
}

/** The fields of Kustomize: a digest comes before a tag, and without both the tag stays that of the resources. */
function rewritten(image: Node, { fields }: Reading): ImageUse | undefined {
  const [name, newName, tag, digest] = ['name', 'newName', 'newTag', 'digest'].map(key => fields.field(image, key));
  const repository = newName ?? name;
  if (!repository) return undefined;
  const last = tag ? 'newTag' : newName ? 'newName' : 'name';
  return splitUse({ ...one, repository, tag, digest: digest ?? fields.missing(image, 'digest', last), tagElsewhere: true });
}

/** Until 2023 Kustomize took a tag before a digest for a part of the name. */
const eitherOr = message('Older versions of Kustomize take a tag or a digest in this text, not both.');

/** `new:tag` and `old=new:tag`, as for `kustomize edit set image`; `*` stands for what is there already. */
function inlined(node: Node, { fields, navigator }: Reading): readonly ImageUse[] {
  const scalar = navigator.follow(node);
  const text = isScalar(scalar) ? fields.text(scalar) : undefined;
  if (!text || text.value !== text.raw) return [];
  const use = useOfScalar(behind(text, text.raw.lastIndexOf('=') + 1), customId, 'value');
  if (!use.reference) return [];
  const { tag, digest } = use.reference;
  return [{ ...use, fixDisabled: eitherOr, ...(tag === undefined && digest === undefined ? { tagElsewhere: true } : {}) }];
}

/** `image.repository` and `image.tag` as names of parameters, and `…image` for a whole reference. */
function parameters(list: Node, { navigator, fields }: Reading): readonly (ImageUse | undefined)[] {
  const named = new Map<string, Field>();
  for (const item of navigator.items(list)) {
    const [name, value] = ['name', 'value'].map(key => fields.field(item, key));
    if (name && value) named.set(name.value, value);
  }
  return [...named].map(([name, value]) => {
    if (wholeKey.test(name)) return wholeImage(value);
    const [, stem] = /^(.*image)\.repository$/i.exec(name) ?? [];
    return stem === undefined ? undefined : chartImage({ registry: named.get(`${stem}.registry`), repository: value, tag: named.get(`${stem}.tag`), digest: named.get(`${stem}.digest`) });
  });
}

const wholeKey = /image$/i;
const byChart = message('Only the chart knows whether its tag may have a digest behind it.');

function wholeImage(text: ScalarText): ImageUse | undefined {
  return showsImage(text.value) ? useOfScalar(text, customId, 'value') : undefined;
}

interface ChartImage {
  readonly registry?: Field | undefined;
  readonly repository: Field;
  readonly tag?: Field | undefined;
  readonly digest?: Field | undefined;
}

function chartImage(image: ChartImage): ImageUse | undefined {
  const isPinnable = image.digest !== undefined || image.tag?.value.includes('@') === true;
  return splitUse({ ...one, ...image, tagElsewhere: true, fixDisabled: isPinnable ? undefined : byChart });
}

/** Of a chart's values only what is beyond doubt: a `repository` with tag or digest, or below an `image`; and whole references there. */
function values(root: Node, { navigator, fields }: Reading): readonly (ImageUse | undefined)[] {
  const found: (ImageUse | undefined)[] = [];
  const open: { readonly node: Node; readonly key: string }[] = [{ node: root, key: '' }];
  const seen = new Set<Node>();
  for (let spot = open.pop(); spot; spot = open.pop()) {
    const { node, key } = spot;
    if (seen.has(node)) continue;
    seen.add(node);
    const [registry, repository, tag, digest] = ['registry', 'repository', 'tag', 'digest'].map(field => fields.field(node, field));
    if (repository && (tag ?? digest ?? wholeKey.test(key))) found.push(chartImage({ registry, repository, tag, digest }));
    const inner = isMap(node) ? node.items.map(({ key: own, value }) => ({ key: isScalar(own) ? (own.source ?? '') : '', value })) : isSeq(node) ? node.items.map(value => ({ key: '', value })) : [];
    for (const { key: own, value } of inner) {
      const target = navigator.follow(value);
      const text = isScalar(target) && wholeKey.test(own) ? fields.text(target) : undefined;
      if (text) found.push(wholeImage(text));
      else if (isMap(target) || isSeq(target)) open.push({ node: target, key: own });
    }
  }
  return found;
}

function behind<T extends ScalarText>(text: T, from: number): T {
  return { ...text, range: { start: text.range.start + from, end: text.range.end }, raw: text.raw.slice(from), value: text.value.slice(from) };
}
