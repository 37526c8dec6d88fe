/**
 * The grammar of github.com/distribution/reference, which Docker, BuildKit, containerd and the kubelet share.
 * `parseStrict` is its `Parse`: it knows no Docker Hub and keeps the first segment as the domain where it can be one.
 */
import { digestProblem } from './digest';

const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domainName = `${domainComponent}(?:\\.${domainComponent})*`;
const host = `(?:${domainName}|\\[(?:[a-fA-F0-9:]+)\\])`;
const domain = `${host}(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const path = `${pathComponent}(?:/${pathComponent})*`;
const name = `(?:${domain}/)?${path}`;
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

export const patterns = { domain, domainName, pathComponent, path, name, tag, digest } as const;

const wholeReference = new RegExp(`^(${name})(?::(${tag}))?(?:@(${digest}))?$`);
const wholeName = new RegExp(`^(?:(${domain})/)?(${path})$`);

const wholeTag = new RegExp(`^${tag}$`);

export function isTag(text: string): boolean {
  return wholeTag.test(text);
}

export const longestRepository = 255;
/** Far above any legal reference (255 + 128 + a digest and a host); longer text is refused before any expression runs. */
export const longestText = 2048;

export type ReferenceProblem =
  | 'empty'
  | 'uppercase'
  | 'too-long'
  | 'invalid-format'
  | 'image-id' // 64 hex digits: what Docker calls an image, and no registry does
  | 'digest-invalid-length'
  | 'digest-invalid-format'
  | 'digest-unsupported-algorithm';

export interface StrictReference {
  readonly domain: string;
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

export type StrictResult =
  | { readonly ok: true; readonly value: StrictReference }
  | { readonly ok: false; readonly problem: ReferenceProblem };

export function parseStrict(text: string): StrictResult {
  if (text === '') return { ok: false, problem: 'empty' };
  if (text.length > longestText) return { ok: false, problem: 'too-long' };
  const match = wholeReference.exec(text);
  if (!match) return { ok: false, problem: wholeReference.test(text.toLowerCase()) ? 'uppercase' : 'invalid-format' };
  const [, fullName = '', tagText, digestText] = match;
  const parts = wholeName.exec(fullName);
  const [, domainText = '', pathText = fullName] = parts ?? [];
  if (pathText.length > longestRepository) return { ok: false, problem: 'too-long' };
  if (digestText !== undefined) {
    const problem = digestProblem(digestText);
    if (problem) return { ok: false, problem: `digest-${problem}` };
  }
  return {
    ok: true,
    value: {
      domain: domainText,
      path: pathText,
      ...(tagText === undefined ? {} : { tag: tagText }),
      ...(digestText === undefined ? {} : { digest: digestText }),
    },
  };
}
