import { describe, expect, it } from 'vitest';
import { cacheReference } from '../../server/src/formats/cache-source';
import { defaultPolicy } from '../../server/src/core/policy';
import { checkPlaces } from '../support/check-places';
import { createEditService } from '../support/edit-safety';

describe('what a build takes up from an earlier one', () => {
  it.each([
    ['type=registry,ref=acme/a:cache', 'acme/a:cache'],
    ['ref=acme/a:cache,type=registry,mode=max', 'acme/a:cache'],
    ['acme/a:cache', 'acme/a:cache'],
  ])('names an image in %s', (text, expected) => {
    const found = cacheReference(text);
    expect(found && text.slice(found.start, found.end)).toBe(expected);
  });

  it.each(['type=gha', 'type=local,src=ref', 'type=s3,ref=a', 'type=registry', 'a,b'])('names none in %s', text => {
    expect(cacheReference(text)).toBeUndefined();
  });

  it('is read in Compose, Bake and containers of development', () => {
    checkPlaces('compose', 'compose.yaml', `
      services:
        a:
          build:
            cache_from: [type=gha, "type=registry,ref=acme/a:cache,x=y", acme/b]
            #                                         ^^^^^^^^^^^^ value docker.io/acme/a:cache
            #                                                            ^^^^^^ value docker.io/acme/b
    `);
    checkPlaces('bake', 'docker-bake.hcl', `
      target "a" {
        cache-from = ["type=registry,ref=acme/a:cache", "acme/b", "type=local,src=x", "type=registry,ref=\${X}:1"]
        #                                ^^^^^^^^^^^^ value docker.io/acme/a:cache
        #                                                ^^^^^^ value docker.io/acme/b
        #                                                                                                ^^^^^^ value (variable)
        cache-to = ["type=registry,ref=acme/a:cache"]
      }
    `);
    checkPlaces('devcontainer', '.devcontainer/devcontainer.json', `
      { "build": { "cacheFrom": ["acme/a:cache", "type=registry,ref=acme/b"] } }
      #                           ^^^^^^^^^^^^ value docker.io/acme/a:cache
      #                                                             ^^^^^^ value docker.io/acme/b
    `);
  });

  it('is nothing to pin, and still somebody’s', async () => {
    const service = await createEditService();
    const text = 'services: { a: { build: { cache_from: ["type=registry,ref=stranger/a:latest"] } } }\n';
    const document = service.read({ path: 'compose.yaml', text }, defaultPolicy);
    const context = { policy: defaultPolicy, path: 'compose.yaml', localNames: new Set<string>() };
    expect(document && service.check(document, context).findings.map(({ rule }) => rule)).toEqual(['publisher-unknown']);
    expect(document && service.fixes(document, text.indexOf('stranger'), context).filter(({ kind, disabled }) => kind === 'pin' && !disabled)).toEqual([]);
  });
});
