import { parseTree, type Node } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { formatFor } from '../../server/src/formats';
import { devcontainer } from '../../server/src/formats/devcontainer';
import { jsonStrings } from '../../server/src/formats/devcontainer/strings';
import { checkPlaces, embedding, readers } from '../support/check-places';
import { readDockerRun } from '../support/docker-run';
import { edited, pinned, someDigest, to } from '../support/edited';
import { fixtures } from './places-fixtures';

describe('Development containers', () => {
  it('name the image, caches and features', () => {
    checkPlaces('devcontainer', '.devcontainer/devcontainer.json', `
      // "image": "nginx"
      {
        /* "image": "redis" */
        "name": "image",
        "image": "mcr.microsoft.com/devcontainers/go:1.26", // https://x
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container mcr.microsoft.com/devcontainers/go:1.26
        "build": {
          "dockerfile": "Dockerfile",
          "cacheFrom": ["ghcr.io/acme/dev", "type=registry,ref=ghcr.io/acme/cache", "\${localEnv:CACHE}"],
          #              ^^^^^^^^^^^^^^^^ value ghcr.io/acme/dev
          #                                                    ^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/cache
          #                                                                          ^^^^^^^^^^^^^^^^^ value (placeholder)
          "args": { "image": "nginx", "IMAGE": "nginx" },
        },
        "features": {
          "ghcr.io/devcontainers/features/node:1": { "version": "lts", "image": "nginx" },
          #${'^'.repeat(37)} value ghcr.io/devcontainers/features/node:1 no fix
          "localhost:5000/x/git": {}, "ghcr.io/Acme/Go:1": {}, "ghcr.io/acme/Upper:1": null,
          #^^^^^^^^^^^^^^^^^^^^ value localhost:5000/x/git no fix
          #                            ^^^^^^^^^^^^^^^^^ value ghcr.io/acme/go:1 no fix
          #                                                     ^^^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/upper:1 no fix
          "./local": {}, "docker-in-docker": "latest", "codspace/features/ruby@v1": {}, "https://acme.example/f.tgz": {},
        },
        "overrideFeatureInstallOrder": ["ghcr.io/devcontainers/features/node"],
        "customizations": { "vscode": { "settings": { "image": "nginx", "features": { "ghcr.io/a/b:1": 1 } } } },
        "dockerComposeFile": "compose.yaml",
      }
    `);
  });

  it('may name one cache, and everything on one line', () => {
    checkPlaces('devcontainer', '.devcontainer.json', `
      { "build": { "cacheFrom": "ghcr.io/acme/dev" }, "image": "\${localEnv:IMAGE:alpine}" }
      #                          ^^^^^^^^^^^^^^^^ value ghcr.io/acme/dev
      #                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
    `);
  });

  it('hand their commands on', () => {
    checkPlaces('devcontainer', '.devcontainer.json', `
      {
        "initializeCommand": "docker run alpine:3 true",
        #                                ^^^^^^^^ tool docker.io/library/alpine:3
        "postCreateCommand": { "a": "docker run node:20", "b": ["docker run x", "docker run y"] },
        #                                       ^^^^^^^ tool docker.io/library/node:20
        "postStartCommand": ["docker run z", "docker run z"], "updateContentCommand": "docker run z \\"a\\"",
        "otherCommand": "docker run z", "customizations": { "postStartCommand": "docker run z" }
      }
    `, embedding(readDockerRun));
  });

  it('name the features that a feature needs, and none that only come before it', () => {
    checkPlaces('devcontainer', 'src/go/devcontainer-feature.json', `
      {
        "id": "go", "version": "1.0.0", "documentationURL": "https://acme.example",
        "dependsOn": { "ghcr.io/devcontainers/features/common-utils:2": {}, "./local": {} },
        #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ value ghcr.io/devcontainers/features/common-utils:2 no fix
        "installsAfter": ["ghcr.io/devcontainers/features/node"]
      }
    `);
  });

  it('have a lock file that is not theirs to name images in', () => {
    expect(readers(['.devcontainer/devcontainer-lock.json', '.devcontainer-lock.json'], '{ "features": { "ghcr.io/a/b:1": { "resolved": "ghcr.io/a/b@sha256:0" } } }')).toEqual([
      '.devcontainer/devcontainer-lock.json -', '.devcontainer-lock.json -',
    ]);
  });

  it('are known by their paths', () => {
    const paths = ['.devcontainer.json', 'a/.devcontainer/devcontainer.json', '.devcontainer/go/devcontainer.json', 'devcontainer.json', '.devcontainer/other.json', 'x.devcontainer.json'];
    expect(readers(paths, '{ "image": "a" }')).toEqual([
      '.devcontainer.json devcontainer', 'a/.devcontainer/devcontainer.json devcontainer', '.devcontainer/go/devcontainer.json devcontainer',
      'devcontainer.json -', '.devcontainer/other.json -', 'x.devcontainer.json -',
    ]);
  });

  it('are read as far as they are typed', () => {
    checkPlaces('devcontainer', '.devcontainer.json', `
      {
        "image": "node:20,
        #         ^^^^^^^ container docker.io/library/node:20
        "build": { "cacheFrom": [ "redis" }
        #                          ^^^^^ value docker.io/library/redis
        "features": {
          "ghcr.io/a/b:1": {
          #^^^^^^^^^^^^^ value ghcr.io/a/b:1 no fix
    `);
  });

  it('give nothing, and take no time, for hostile text', () => {
    for (const text of ['['.repeat(900_000), '{"image":'.repeat(90_000), '"'.repeat(900_000), '/*'.repeat(450_000), '[}'.repeat(450_000), '\\"'.repeat(450_000), '"a"\n'.repeat(200_000)]) {
      expect(devcontainer.read(`"image" ${text}`).uses.length).toBeLessThan(2);
    }
    expect(devcontainer.read(`{ "image": "a"${' '.repeat(2_000_000)}}`)).toMatchObject({ uses: [], limited: 'too-large' });
  });
});

describe('Edits of a development container', () => {
  it('keep quotes, comments and line ends', () => {
    expect(edited(devcontainer, '{\r\n\t"image": "node:20", // ours\r\n}\r\n', pinned)).toBe(`{\r\n\t"image": "node:20@${someDigest}", // ours\r\n}\r\n`);
    expect(edited(devcontainer, '{ "image": "node:20" }', to('cgr.dev/chainguard/node'))).toBe('{ "image": "cgr.dev/chainguard/node" }');
  });

  it('give a feature no digest beside a tag, which its tool refuses', () => {
    const feature = (text: string): string => `{ "features": { "${text}": {} } }`;
    const reason = 'disabled: A feature is named by its tag or by its digest, never by both. devcontainer-lock.json keeps the digests of features.';
    expect(edited(devcontainer, feature('ghcr.io/a/b:1'), pinned)).toBe(reason);
    expect(edited(devcontainer, feature(`ghcr.io/a/b@sha256:${'f'.repeat(64)}`), pinned)).toBe(feature(`ghcr.io/a/b@${someDigest}`));
    expect(edited(devcontainer, feature(`ghcr.io/a/b@${someDigest}`), to(`ghcr.io/a/b:1@${someDigest}`))).toBe(reason);
  });

  it('are not made of what is written with escapes', () => {
    expect(edited(devcontainer, '{ "image": "\\u006eode" }', pinned)).toMatch(/^disabled: The reference is written with escapes/);
  });

  it('have no place for a comment: theirs are of another kind', () => {
    expect(devcontainer.commentPlace('{\n"image": "a"\n}', 12)).toBeUndefined();
  });

  it('know where an image belongs', () => {
    const text = '{ "image": "no" }';
    expect(formatFor({ path: '.devcontainer.json', text })?.imagePlace?.(text, text.indexOf('"', 13))?.range).toEqual({ start: 12, end: 14 });
    expect(devcontainer.imagePlace?.('{ "x": { "image": "no" } }', 21)).toBeUndefined();
  });
});

describe('The scanner', () => {
  /** Of another parser: the same strings at the same places. */
  function stringsOf(node: Node | undefined, path: readonly string[] = []): string[] {
    if (!node) return [];
    if (node.type === 'string') return path.length > 0 && path.length < 4 ? [`${path.join(' ')} ${node.offset} value ${node.value}`] : [];
    return (node.children ?? []).flatMap(child => {
      if (node.type === 'array') return stringsOf(child, [...path, '[]']);
      const [key, value] = child.children ?? [];
      const below = [...path, String(key?.value)];
      return [...(below.length < 4 ? [`${below.join(' ')} ${key?.offset} key ${key?.value}`] : []), ...stringsOf(value, below)];
    });
  }

  it.each([
    fixtures['devcontainer'] ?? '',
    '{"a":["b",{"c":"d\\"e","f":[["g"]]}],"h" /* x */ : 1}',
    '["a", {"b": {}}, "//c", "/*", null, true, -1.5e3] // "d"',
    '{"a": {"b": {"c": "d", "e": {"f": "g"}}}, "\\u0041": "\\\\"}',
    '""', '{"": ""}', '[]', '{"a": 1, "b": "x",}',
  ])('finds what another parser finds: %#', text => {
    const ours = [...jsonStrings(text)].map(({ path, range, isKey, value }) => `${path.join(' ')} ${range.start - 1} ${isKey ? 'key' : 'value'} ${value}`);
    expect(ours).toEqual(stringsOf(parseTree(text)));
  });
});
