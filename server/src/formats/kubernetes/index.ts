import type { DocumentInfo } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { ImageReference } from '../../core/reference';
import type { Format } from '../format';
import { editSplit } from '../split';
import { commentPlace } from '../yaml/comment-place';
import { editScalar } from '../yaml/use';
import { customId } from './custom/delivered';
import { namesCustom } from './header';
import { imagePlace } from './image-place';
import { mayBePatch } from './patch';
import { createManifestReader } from './read';
import { formatId } from './structure';
import { namesWorkload } from './workloads';

const extension = /\.(?:ya?ml|json)$/i;
const languages: ReadonlySet<string> = new Set(['yaml', 'json', 'jsonc', 'helm']);

const reader = createManifestReader();

const manifests = {
  files: ['*.yaml', '*.json'],
  mayClaim: (path: string) => extension.test(path),
  edit: (use: ImageUse, reference: ImageReference) => (use.split ? editSplit(use, reference) : editScalar(use, reference)),
  commentPlace,
  imagePlace,
};

/** Manifests of every kind that holds a pod, in YAML and JSON, alone, in streams and in lists, and patches of them. What else stands there is read, too. */
export const kubernetes: Format = {
  id: formatId,
  title: 'Kubernetes',
  ...manifests,
  claims: info => (mayBeManifest(info) && namesWorkload(info.text)) || isPatch(info),
  ...reader,
};

/** Resources of kinds that Kubernetes does not have itself. Where they stand beside workloads, the document is one of those. */
export const customResource: Format = {
  id: customId,
  title: 'Kubernetes custom resources',
  ...manifests,
  claims: info => mayBeManifest(info) && namesCustom(info.text),
  ...createManifestReader(customId),
};

/** A document without a name (untitled, or without extension) is judged by its language. */
function mayBeManifest({ path, languageId, text }: DocumentInfo): boolean {
  const named = extension.test(path) || (languageId !== undefined && languages.has(languageId));
  return named && text.includes('apiVersion');
}

/** A list at the margin. */
const list = /^\uFEFF?(?:(?:#.*|---.*|[ \t]*)\r?\n)*-[ \t]/;

function isPatch({ path, text }: DocumentInfo): boolean {
  return /\.ya?ml$/i.test(path) && list.test(text) && mayBePatch(text);
}
