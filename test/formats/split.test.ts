import { describe, expect, it } from 'vitest';
import type { ImageUse, MissingField, SplitField } from '../../server/src/core/image-use';
import { applyEdits } from '../../server/src/core/range';
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import { editSplit } from '../../server/src/formats/split';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function reference(text: string): ImageReference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.reference;
}

/** The fields of a text like `registry=… repository=… tag=… digest=…`; `+digest` is one that is missing and may be written at the end. */
function edited(text: string, from: string, to: string): string {
  const field = (key: string): SplitField | undefined => {
    const match = new RegExp(`\\b${key}=("?)([^\\s"]*)`).exec(text);
    if (!match) return undefined;
    const start = match.index + match[0].length - (match[2] as string).length;
    return { range: { start, end: start + (match[2] as string).length }, raw: match[2] as string, quoted: match[1] === '"' };
  };
  const missing = (key: string): MissingField | undefined => (text.includes(`+${key}`) ? { at: text.length, before: ` ${key}=`, after: ';' } : undefined);
  const [registry, repository, tag, own] = [field('registry'), field('repository') as SplitField, field('tag') ?? missing('tag'), field('digest') ?? missing('digest')];
  const split = { repository, ...(registry ? { registry } : {}), ...(tag ? { tag } : {}), ...(own ? { digest: own } : {}) };
  const use: ImageUse = { format: 'x', role: 'value', range: repository.range, raw: repository.raw, site: repository, reference: reference(from), unresolved: null, split };
  const edits = editSplit(use, reference(to));
  return 'disabled' in edits ? 'disabled' : applyEdits(text, edits);
}

describe('a reference of several fields', () => {
  it.each([
    ['its digest', 'repository=nginx tag=1 digest=x', 'nginx:1', `nginx:1@${digest}`, `repository=nginx tag=1 digest=${digest}`],
    ['a digest that was missing', 'repository=nginx tag=1 +digest', 'nginx:1', `nginx:1@${digest}`, `repository=nginx tag=1 +digest digest=${digest};`],
    ['a digest behind the tag, where it has no field', 'repository=nginx tag=1', 'nginx:1', `nginx:1@${digest}`, `repository=nginx tag=1@${digest}`],
    ['a tag alone', 'repository=nginx tag=v1', 'nginx:v1', 'nginx:v2', 'repository=nginx tag=v2'],
    ['a tag that reads as a number', 'repository=nginx tag=v1', 'nginx:v1', 'nginx:1.30', 'repository=nginx tag="1.30"'],
    ['a tag in quotes', 'repository=nginx tag="1.2"', 'nginx:1.2', 'nginx:1.30', 'repository=nginx tag="1.30"'],
    ['a repository, as briefly as before', 'repository=nginx tag=1', 'nginx:1', 'httpd:1', 'repository=httpd tag=1'],
    ['a repository with its registry', 'repository=nginx tag=v1', 'nginx:v1', 'cgr.dev/chainguard/nginx:latest', 'repository=cgr.dev/chainguard/nginx tag=latest'],
    ['registry and repository apart', 'registry=docker.io repository=library/nginx tag=v1', 'nginx:v1', 'cgr.dev/chainguard/nginx:v1', 'registry=cgr.dev repository=chainguard/nginx tag=v1'],
    ['nothing', 'repository=nginx tag=1', 'nginx:1', 'nginx:1', 'repository=nginx tag=1'],
    ['a new tag behind which the old digest goes', `repository=nginx tag=v1 digest=${digest}`, `nginx:v1@${digest}`, 'nginx:v2', 'repository=nginx tag=v2 digest=""'],
  ])('gets %s', (_, text, from, to, expected) => {
    expect(edited(text, from, to)).toBe(expected);
  });

  it('cannot get a digest where neither a field nor a tag would hold it', () => {
    expect(edited('repository=nginx', 'nginx', `nginx@${digest}`)).toBe('disabled');
    expect(edited('repository=nginx', 'nginx', 'nginx:1')).toBe('disabled');
  });
});
