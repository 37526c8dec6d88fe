import { afterEach, describe, expect, it } from 'vitest';
import { fixtures } from './fixes/fixtures';
import { findingsOfCli, findingsOfServer, sentencesOfCli } from './support/both-edges';
import { CliFolder } from './support/cli';
import { LspClient } from './support/lsp-client';

const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: acme/app\n    - image: nginx:latest\n    - image: Bad\n';

/** Workspaces in which something other than the file itself has a say. */
const workspaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'fixtures of every kind': fixtures,
  'a floor': {
    '.plimsoll.yaml': 'trust:\n  publishers: [chainguard]\n  references: ["ghcr.io/acme/*"]\nrules:\n  tag-missing: error\n  tag-latest: off\n',
    Dockerfile: 'FROM node\nFROM nginx:latest\nFROM ghcr.io/acme/web:1\n', 'deploy/pod.yaml': pod,
  },
  'a nested policy that tightens, and one that may not loosen': {
    '.plimsoll.yaml': 'rules:\n  tag-not-pinned: warning\n',
    'a/.plimsoll.yaml': 'rules:\n  tag-not-pinned: error\n', 'a/Dockerfile': 'FROM node:20\n',
    'b/.plimsoll.yaml': 'rules:\n  tag-not-pinned: off\n', 'b/Dockerfile': 'FROM node:20\n', Dockerfile: 'FROM node:20\n',
  },
  'ignores of every kind': {
    '.plimsoll.yaml': 'ignore:\n  - { rule: tag-missing, path: "a/**", reason: x }\n  - { rule: tag-latest, image: "docker.io/library/nginx", reason: x, expires: 2001-01-01 }\n',
    'a/Dockerfile': 'FROM node\n', 'b/Dockerfile': '# plimsoll-ignore-next-line tag-missing: x\nFROM node\n# hadolint ignore=DL3007\nFROM nginx:latest\n', 'pod.yaml': `# plimsoll-ignore-file tag-latest: x\n${pod}`,
  },
  'entries of ignore lists that have expired': {
    '.plimsoll.yaml': 'version: 1\nrules:\n  unused-ignore: information\ndelegate: [a]\nignore:\n  - rule: tag-missing\n    expires: 2001-01-01\n    reason: x\n  - { rule: tag-latest, expires: 2999-01-01 }\n',
    'a/.plimsoll.yaml': 'version: 1\nrules: { unused-ignore: warning }\nignore: [{ rule: tag-missing, image: "docker.io/library/node", expires: 2001-01-02 }]\n', 'a/Dockerfile': 'FROM node\n',
  },
  'what is locked': {
    '.plimsoll.yaml': 'locked: [trust, rules]\nrules:\n  tag-missing: error\n',
    'a/.plimsoll.yaml': 'ignore:\n  - { rule: tag-missing, reason: x }\n', 'a/Dockerfile': '# plimsoll-ignore-next-line tag-missing: x\nFROM node\n',
  },
  'names that are built here': {
    'compose.yaml': 'services:\n  app:\n    build: .\n    image: acme/app\n', 'Makefile': 'x:\n\tdocker build -t local/tool .\n',
    'pod.yaml': pod, 'pod.json': JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: 'acme/app' }, { image: 'redis' }] } }), 'tool/Dockerfile': 'FROM local/tool\nFROM node\n',
  },
};

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function opened(files: Readonly<Record<string, string>>, locale = 'en'): Promise<{ folder: string; server: LspClient }> {
  const folder = new CliFolder().put(files);
  cleanUp.push(() => folder.remove());
  const server = await LspClient.start({ folders: [folder.path], settings: { offline: true }, locale });
  cleanUp.push(() => server.stop());
  return { folder: folder.path, server };
}

describe('Editor and command line say the same', () => {
  it.each(Object.entries(workspaces))('of %s', async (_title, files) => {
    const { folder, server } = await opened(files);
    const byFile = await findingsOfCli(folder);
    expect(byFile.size).toBeGreaterThan(0);
    expect([...byFile.values()].flat().length).toBeGreaterThan(0);
    for (const [file, expected] of byFile) expect({ file, found: await findingsOfServer(server, { folder, file }, expected) }).toEqual({ file, found: expected });
  }, 120_000);

  it('in Japanese', async () => {
    const files = { Dockerfile: 'FROM node\nFROM nginx:latest\nFROM Bad\nFROM somebody/app:1\n' };
    const { folder, server } = await opened(files, 'ja');
    const uri = `file://${folder}/Dockerfile`;
    await server.open(uri, files.Dockerfile);
    const { diagnostics } = await server.until(uri, ({ diagnostics: found }) => found.length > 0);
    const said = diagnostics.map(({ range, message, code }) => `${range.start.line + 1}:${range.start.character + 1} ${message as string} ${String(code)}`);
    expect(said.join()).toMatch(/[ぁ-ん]/);
    expect(said).toEqual(await sentencesOfCli(folder, 'ja'));
  });
});
