import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { alice, startGuardedRegistry } from '../support/guarded-registry';
import { pushIndex, startRealRegistry } from '../support/real-registry';
import { testIdentity } from '../support/sign-image';
import { startCounter } from './counter';
import { pushSignedImages, type SignedImages } from './signed-images';
import type { WorldForTests } from './suite/world';

/** What the window needs to be started with. */
export interface World {
  /** The folder to open. */
  readonly workspace: string;
  /** User settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env: Readonly<Record<string, string>>;
  readonly forTests: WorldForTests;
  stop(): Promise<void>;
}

const pushedImages = ['build/node:22', 'library/node:22', 'build/golang:1.26', 'base/python:3.13-slim', 'cgr/wolfi-base:latest'] as const;

async function fillRegistry(host: string): Promise<SignedImages> {
  const digests: Record<string, string> = {};
  for (const image of pushedImages) {
    const [repository, tag] = image.split(':') as [string, string];
    digests[`${host}/${image}`] = (await pushIndex(host, repository, tag, image)).digest;
  }
  const signed = await pushSignedImages(host);
  return { ...signed, digests: { ...digests, ...signed.digests } };
}

/** CRLF, tabs, flags, quotes, comments, continuations and no last line end: whatever an edit must leave as it is. */
const threeStages = (host: string): string =>
  [
    `# syntax=docker/dockerfile:1@sha256:${'0'.repeat(64)}`,
    `FROM --platform=linux/amd64 ${host}/build/node:22   AS web`,
    'RUN\tnpm ci \\',
    '\t# FROM node:20 in a comment',
    '\t&& npm run build',
    '',
    `from "${host}/build/golang:1.26" as server`,
    'RUN go build -o /out/server ./...',
    '',
    `FROM ${host}/base/python:3.13-slim`,
    'COPY --from=web /dist /srv',
    `COPY --from=server /out/server /bin/`,
  ].join('\r\n');

function filesOf(host: string, counter: string, { entries, files, digests }: SignedImages): Readonly<Record<string, string>> {
  const from = (...names: string[]): string => names.map((name) => `FROM ${host}/${name}:1\n`).join('');
  return {
    ...files,
    'three-stages/Dockerfile': threeStages(host),
    'convert/Dockerfile': '# syntax=docker/dockerfile:1\nFROM ubuntu:22.04\n# tools\nRUN apt-get update && apt-get install -y curl\nCOPY --from=busybox /bin/x /\n',
    'signed/Dockerfile': `FROM ${host}/acme/signed:1\n`,
    'signed/others/Dockerfile': `FROM ${host}/team/signed:1 AS a\nFROM ${host}/acme/unsigned:1 AS b\nFROM ${host}/acme/forged:1\n`,
    'signed/pins/Dockerfile': from('acme/signed', 'acme/other', 'strict/other', 'strict/unsigned'),
    'signed/saved/Dockerfile': from('acme/signed', 'acme/other', 'acme/unsigned', 'keyed/app'),
    'signed/keys/Dockerfile': from('keyed/app', 'notary/app'),
    'explorer/a/Dockerfile': `FROM ${host}/build/golang:1.26 AS one\nFROM ${host}/base/python:3.13-slim\n`,
    'explorer/b/Dockerfile': `FROM ${host}/build/golang:1.26\nFROM explorer/two:1@sha256:${'1'.repeat(64)}\n`,
    'explorer/compose.yaml': `services:\n  one: { image: "${host}/build/golang:1.26" }\n  two: { image: "explorer/two:1@sha256:${'2'.repeat(64)}" }\n`,
    'beside/Dockerfile': `FROM ${host}/acme/signed:1@${digests[`${host}/acme/signed:1`]}\nFROM ${host}/build/node:22\n`,
    'background/Dockerfile': `FROM ${counter}/acme/app:1\n`,
    'offline/Dockerfile': manyStages,
    'offline/deployment.yaml': deployment,
    '.plimsoll.yaml': [
      'version: 1',
      // What an image is converted to is served from here.
      `upstreams: { "${host}/cgr/wolfi-base": cgr.dev/chainguard/wolfi-base }`,
      'signatures:',
      ...entries,
      '',
    ].join('\n'),
  };
}

export const manyStages = 'FROM node AS web\nFROM golang:latest\nFROM redis:7\nFROM scratch\nFROM web\nCOPY --from=somebody/tool:1 /a /b\n';

export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx
        - name: cache
          image: "redis:7"
        - name: templated
          image: ghcr.io/acme/app:{{ .Values.tag }}
        - name: pinned
          image: alpine:3.24.1@sha256:${'a'.repeat(64)}
`;

/** A registry with images, one of them signed, a registry that counts, and a workspace that names all of them. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-world-'));
  const [registry, counter, guarded] = await Promise.all([startRealRegistry(), startCounter(), startGuardedRegistry()]);
  const signed = await fillRegistry(registry.host);
  const workspace = join(folder, 'workspace');
  const files = { ...filesOf(registry.host, counter.host, signed), 'login/Dockerfile': `FROM ${guarded.host}/team/app:1\n` };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const rootFile = join(folder, 'trusted_root.json');
  writeFileSync(rootFile, signed.trustedRoot);
  const digests = { ...signed.digests, [`${guarded.host}/team/app:1`]: guarded.digest };
  const forTests: WorldForTests = { registry: registry.host, counter: counter.host, guarded: guarded.host, digests, identity: testIdentity };
  const login = { auth: Buffer.from(`${alice.username}:${alice.password}`).toString('base64') };
  return {
    workspace,
    forTests,
    settings: { 'plimsoll.trustedRoot': rootFile, 'plimsoll.allowedHosts': [counter.host] },
    env: { PLIMSOLL_TEST_WORLD: JSON.stringify(forTests), DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [guarded.host]: login } }) },
    stop: async () => {
      await Promise.all([registry.close(), counter.close(), guarded.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
