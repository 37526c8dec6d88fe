import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';

let folder: CliFolder;
let registry: FakeRegistry;

beforeEach(async () => {
  folder = new CliFolder();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

interface Report {
  readonly schemaVersion: number;
  readonly changed: readonly Record<string, unknown>[];
  readonly left: readonly { readonly line: number; readonly reference: string; readonly reason: string }[];
}

const old = `sha256:${'a'.repeat(64)}`;
const before = 'FROM ubuntu:22.04\n# tools\nRUN apt-get update && apt-get install -y curl\nCMD ["/app"]\n';
const after = 'FROM cgr.dev/chainguard/wolfi-base:latest\n# tools\nRUN apk add --no-cache curl\nCMD ["/app"]\n';

/** What the publishers' registries serve is served from here. */
function proxied(): string {
  const { host } = registry;
  return `version: 1\nupstreams: { "${host}/cgr": cgr.dev, "${host}/gcr": gcr.io, "${host}/dhi": dhi.io }\n`;
}

describe('plimsoll convert', () => {
  it('shows what it would do as a patch, and does it once', async () => {
    folder.put({ Dockerfile: before, 'pod.yaml': 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: ubuntu:22.04 }] }\n' });
    const dry = await folder.run(['convert', '--dry-run', '--offline']);
    expect(dry).toMatchObject({ code: 0, err: expect.stringContaining('    - Wolfi, not Ubuntu') as string });
    expect(dry.out).toMatch(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n/);
    expect(dry.out).toContain('\n-RUN apt-get update && apt-get install -y curl\n+RUN apk add --no-cache curl\n');
    expect(folder.text('Dockerfile')).toBe(before);
    const report = await folder.run(['convert', '--offline', '--format', 'json']);
    expect(report).toMatchObject({ code: 0, err: '' });
    expect(folder.text('Dockerfile')).toBe(after);
    expect(report.json<Report>()).toMatchObject({ schemaVersion: 1, policy: null, tool: { name: 'plimsoll' }, left: [] });
    expect(report.json<Report>().changed).toEqual([
      { file: 'Dockerfile', line: 1, from: 'ubuntu:22.04', to: 'cgr.dev/chainguard/wolfi-base:latest' },
      { file: 'Dockerfile', line: 3, from: 'RUN apt-get update && apt-get install -y curl', to: 'RUN apk add --no-cache curl' },
    ]);
    expect(await folder.run(['convert', '--offline'])).toMatchObject({ code: 0, out: '', err: expect.stringContaining('a hardened image already') as string });
    expect(folder.text('Dockerfile')).toBe(after);
  });

  it('exits 1 with a reason for what it leaves, and 2 where it cannot run', async () => {
    folder.put({ Dockerfile: 'FROM ubuntu:22.04\nRUN apt-get install -y own-thing\n', 'b/Dockerfile': before });
    const result = await folder.run(['convert', '--offline', '--format', 'json']);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('Dockerfile:2: ubuntu:22.04: no table says what the package own-thing is called in Wolfi') as string });
    expect(result.json<Report>().left).toEqual([{ file: 'Dockerfile', line: 2, reference: 'ubuntu:22.04', reason: 'no table says what the package own-thing is called in Wolfi' }]);
    expect(folder.text('b/Dockerfile')).toBe(after);
    expect(await folder.run(['convert', 'nowhere'])).toMatchObject({ code: 2 });
    expect(await folder.run(['convert', '--to', 'acme'])).toMatchObject({ code: 2, err: expect.stringContaining('--to') as string });
  });

  it('tells what stays one stage without saying that it stays as it is', async () => {
    folder.put({ Dockerfile: 'FROM node:24-slim\nRUN npm install -g nodemon\nCMD ["node", "/a.js"]\n' });
    const { err, out } = await folder.run(['convert', '--offline']);
    expect(out).toContain('Dockerfile:1: node:24-slim -> dhi.io/node:24-dev\n');
    expect(err).toBe('Dockerfile:1: node:24-slim: it stays one stage: packages are installed globally\n');
  });

  it('takes the digest anew, and never one of the old image', async () => {
    folder.put({ '.plimsoll.yaml': proxied(), Dockerfile: before.replace('22.04', `22.04@${old}`) });
    const { digest } = registry.putIndex('cgr/chainguard/wolfi-base', 'latest');
    expect(await folder.run(['convert'])).toMatchObject({ code: 0 });
    expect(folder.text('Dockerfile')).toBe(after.replace('cgr.dev', `${registry.host}/cgr`).replace(':latest', `:latest@${digest}`));
  });

  it('leaves what is pinned where there is no digest for the new image', async () => {
    const pinned = before.replace('22.04', `22.04@${old}`);
    folder.put({ '.plimsoll.yaml': proxied(), Dockerfile: pinned });
    expect(await folder.run(['convert', '--offline'])).toMatchObject({ code: 1, err: expect.stringContaining('the image is pinned, and there is no digest for the new one') as string });
    expect(registry.requests).toHaveLength(0);
    registry.script(/./, (_, response) => response.writeHead(401).end());
    const result = await folder.run(['convert']);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining(registry.host) as string });
    expect(folder.text('Dockerfile')).toBe(pinned);
  });

  it('takes the next image where a registry does not have the first, and none where it has none', async () => {
    const text = 'FROM python:3\nCOPY app.py /\nCMD ["python", "/app.py"]\n';
    folder.put({ '.plimsoll.yaml': proxied(), Dockerfile: text });
    expect(await folder.run(['convert'])).toMatchObject({ code: 1, err: expect.stringContaining(`not found on ${registry.host}`) as string });
    expect(folder.text('Dockerfile')).toBe(text);
    const { digest } = registry.putIndex('cgr/chainguard/python', 'latest');
    expect(await folder.run(['convert'])).toMatchObject({ code: 0 });
    expect(folder.text('Dockerfile')).toBe(`FROM ${registry.host}/cgr/chainguard/python:latest@${digest}\nCOPY app.py /\nCMD ["/app.py"]\n`);
  });
});
