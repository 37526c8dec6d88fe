import type { DocumentInfo } from '../../../core/document';

/** Most YAML is a manifest, and says so at its top; nobody writes a pipeline as long as others generate files. */
const manifest = /^apiVersion:/m;
const headLength = 1000;
const longest = 50_000;

/** Each kind of pipeline asks of the same document. */
const known = new WeakMap<DocumentInfo, boolean>();

export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** A cheap look at a document of any path, before each kind of pipeline looks for its own words in it. */
export function mayBePipeline(info: DocumentInfo): boolean {
  const before = known.get(info);
  if (before !== undefined) return before;
  const { path, text } = info;
  const may = text.length < longest && isYaml(path) && !manifest.test(text.slice(0, headLength));
  known.set(info, may);
  return may;
}
