import { describe, expect, it } from 'vitest';
import { followedBy } from '../../server/src/core/followed';
import { formatReference } from '../../server/src/core/reference';
import { readText } from '../support/drawn-findings';
import { pinnedDigest as digest } from '../support/tag-facts';

const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

/** The reference that the first image of the text follows, and what of a comment would change with its tag. */
function followed(text: string, path = 'pod.yaml'): readonly (string | undefined)[] {
  const document = readText(path === 'pod.yaml' ? pod + text : text, path);
  const found = followedBy(document.uses[0]!, document);
  if (found === undefined || found === 'exclude') return [found];
  return [formatReference(found.reference), found.comment && document.text.slice(found.comment.start, found.comment.end)];
}

describe('the tag that a digest follows', () => {
  it('is the one in the reference', () => {
    expect(followed(`  - image: nginx:1.27@${digest}\n`)).toEqual(['docker.io/library/nginx:1.27', undefined]);
    expect(followed('  - image: nginx:1.27\n')).toEqual([undefined]);
    expect(followed(`  - image: nginx@${digest}\n`)).toEqual([undefined]);
  });

  it.each([
    ['# v1.2', 'v1.2', 'v1.2'],
    ['# 1.27.3', '1.27.3', '1.27.3'],
    ['#1.27-alpine  ', '1.27-alpine', '1.27-alpine'],
    ['# latest', 'latest', 'latest'],
    ['# tag=v1.2', 'v1.2', 'v1.2'],
    ['# pin@v1.2 by a bot', 'v1.2', 'v1.2'],
    ['# nginx:1.27', '1.27', '1.27'],
    ['# docker.io/library/nginx:1.27 as of May', '1.27', '1.27'],
    ['# ratchet:nginx:1.27', '1.27', '1.27'],
    ['# ratchet:docker://nginx:1.27', '1.27', '1.27'],
    ['# ratchet:index.docker.io/library/nginx:1.27', '1.27', '1.27'],
    ['# ratchet:nginx', 'latest', undefined],
  ])('is what another tool left behind it: %s', (comment, tag, written) => {
    expect(followed(`  - image: nginx@${digest} ${comment}\n`)).toEqual([`docker.io/library/nginx:${tag}`, written]);
    expect(followed(`  - image: "nginx@${digest}"\t${comment}\r\n`)).toEqual([`docker.io/library/nginx:${tag}`, written]);
    expect(followed(`  - {name: a, image: nginx@${digest}} ${comment}\n`)).toEqual([`docker.io/library/nginx:${tag}`, written]);
  });

  it.each([
    '# keep', '# 3 replicas', '# production', '# redis:7', '# ratchet:redis:7', '# tag=', '# tag=-x', '# v1.2 and later', '# https://example.org/nginx:1',
    '# renovate: datasource=docker', '# see nginx:1.27', `# ${'1'.repeat(500)}`, '# ratchet:!!', '# nginx:', '#', '# nginx', 'x # 1.27', '# 1.27,',
  ])('is not in prose, and not in what is about another image: %s', comment => {
    expect(followed(`  - image: nginx@${digest} ${comment}\n`)).toEqual([undefined]);
  });

  it('is in the line above in a Dockerfile, where nothing can stand behind', () => {
    expect(followed(`# 1.27\nFROM nginx@${digest}\n`, 'Dockerfile')).toEqual(['docker.io/library/nginx:1.27', '1.27']);
    expect(followed(`FROM nginx@${digest} AS a\n`.replace('FROM', '# tag=1.27\r\n  FROM'), 'Dockerfile')).toEqual(['docker.io/library/nginx:1.27', '1.27']);
    expect(followed(`# syntax=nginx\n# 1.27\nARG B=nginx@${digest}\nFROM $B\n`.replace('# syntax=nginx\n', ''), 'Dockerfile')).toEqual(['docker.io/library/nginx:1.27', '1.27']);
  });

  it('is not further up, or behind, in a Dockerfile', () => {
    expect(followed(`# 1.27\n\nFROM nginx@${digest}\n`, 'Dockerfile')).toEqual([undefined]);
    expect(followed(`# 1.27\nARG A\nFROM nginx@${digest}\n`, 'Dockerfile')).toEqual([undefined]);
    expect(followed(`FROM nginx@${digest}\n# 1.27\n`, 'Dockerfile')).toEqual([undefined]);
    expect(followed(`  # 1.27\n  - image: nginx@${digest}\n`)).toEqual([undefined]);
  });

  it('is kept beside the one in the reference only where both say the same', () => {
    expect(followed(`  - image: nginx:1.27@${digest} # ratchet:nginx:1.27\n`)).toEqual(['docker.io/library/nginx:1.27', '1.27']);
    expect(followed(`  - image: nginx:1.27@${digest} # 1.26\n`)).toEqual(['docker.io/library/nginx:1.27', undefined]);
  });

  it('is none where another tool was told to leave the image alone', () => {
    expect(followed(`  - image: nginx:1.27@${digest} # ratchet:exclude\n`)).toEqual(['exclude']);
    expect(followed(`# ratchet:exclude\nFROM nginx@${digest}\n`, 'Dockerfile')).toEqual(['exclude']);
    expect(followed('  - image: nginx:1.27 # ratchet:exclude\n')).toEqual(['exclude']);
  });
});
