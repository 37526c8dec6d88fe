import { bareSurroundings, type DocumentInfo } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { parseReference, type ImageReference } from '../../core/reference';
import type { Format } from '../format';
import { editSplit } from '../split';
import { commentPlace } from '../yaml/comment-place';
import { createImagePlace } from '../yaml/image-place';
import { createStreamReader } from '../yaml/stream';
import { editScalar } from '../yaml/use';
import { chartFiles } from './chart';
import { formatId } from './empty-tag';
import { valuesDialect } from './values';

const file = /(?:^|\/)(?:values[^/]*|[^/]*values)\.ya?ml$/i;
/** Characters of documents that are remembered: the largest values files have a quarter. */
const mostRemembered = 2_000_000;

/** Values of Helm charts: of the chart itself, for a release, for its tests. */
export const helmValues: Format = {
  id: formatId,
  title: 'Helm values',
  files: ['values*.yaml', '*values.yaml'],
  siblings: chartFiles,
  mayClaim: path => file.test(path),
  claims,
  ...createStreamReader({ ...valuesDialect, id: formatId, mostRemembered }),
  edit,
  commentPlace,
  imagePlace: createImagePlace(['[\\w-]*[iI]mage'], [], source => valuesDialect.scanLines(source, bareSurroundings)),
};

/** A manifest, and a template of a chart, may be called so too. */
function claims({ path, text }: DocumentInfo): boolean {
  if (!file.test(path)) return false;
  return !/^apiVersion[ \t]*:/m.test(text) && !(/(?:^|\/)templates\//.test(path) && text.includes('{{'));
}

const elsewhere = message('The registry stands under `global`, for other images too.');

function edit(use: ImageUse, reference: ImageReference): ReturnType<Format['edit']> {
  const { split, reference: before, fixDisabled } = use;
  if (!split) return editScalar(use, reference);
  if (!fixDisabled && before && nameOf(before) !== nameOf(reference)) {
    const { registry, repository } = split;
    const own = parseReference(registry && registry.raw !== '' ? `${registry.raw.replace(/\/+$/, '')}/${repository.raw}` : repository.raw);
    if (!own.ok || nameOf(own.reference) !== nameOf(before)) return { disabled: elsewhere };
  }
  return editSplit(use, reference);
}

function nameOf({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}
