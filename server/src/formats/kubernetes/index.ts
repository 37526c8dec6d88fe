import type { DocumentInfo } from '../../core/document';
import type { Format } from '../format';
import { commentPlace } from '../yaml/comment-place';
import { editScalar } from '../yaml/use';
import { imagePlace } from './image-place';
import { createManifestReader } from './read';
import { formatId } from './structure';
import { namesWorkload } from './workloads';

const extension = /\.(?:ya?ml|json)$/i;
const languages: ReadonlySet<string> = new Set(['yaml', 'json', 'jsonc', 'helm']);

const reader = createManifestReader();

/** Manifests of every kind that holds a pod, in YAML and JSON, alone, in streams and in lists. */
export const kubernetes: Format = {
  id: formatId,
  title: 'Kubernetes',
  files: ['*.yaml', '*.json'],
  mayClaim: (path) => extension.test(path),
  claims,
  ...reader,
  edit: editScalar,
  commentPlace,
  imagePlace,
};

/** A document without a name (untitled, or without extension) is judged by its language. */
function claims({ path, languageId, text }: DocumentInfo): boolean {
  const named = extension.test(path) || (languageId !== undefined && languages.has(languageId));
  return named && text.includes('apiVersion') && namesWorkload(text);
}
