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

interface Changes {
  readonly changed: readonly Record<string, unknown>[];
  readonly left: readonly { readonly reference: string; readonly reason: string }[];
}

/** A folder with one image whose tag moved, and one that is as it was. */
function moved() {
  const { host } = registry;
  const old = registry.putIndex('team/build', '1', 'then').digest;
  const now = registry.putIndex('team/build', '1', 'now').digest;
  const same = registry.putIndex('team/run', '2').digest;
  const text = (digest: string) => `ARG BASE=${host}/team/build:1@${digest}\r\nFROM $BASE AS build\r\nFROM ${host}/team/run:2@${same}\r\n`;
  folder.put({ Dockerfile: text(old) });
  return { before: text(old), after: text(now), from: `${host}/team/build:1@${old}`, to: `${host}/team/build:1@${now}` };
}

describe('plimsoll update', () => {
  it('shows with --dry-run a patch and every move, and writes nothing', async () => {
    const { before, from, to } = moved();
    const { code, out, err } = await folder.run(['update', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toMatch(/^--- a\/Dockerfile\n/);
    expect(out).toContain(`+ARG BASE=${to}`);
    expect(err).toContain(`Dockerfile:1: ${from} -> ${to}\n`);
    expect(folder.text('Dockerfile')).toBe(before);
    expect((await folder.run(['update', '--dry-run', '--quiet'])).err).toBe('');
  });

  it('writes exactly the digests, reports them as JSON, and has nothing to do the second time', async () => {
    const { after, from, to } = moved();
    const report = await folder.run(['update', '--format', 'json', 'Dockerfile']);
    expect(report.code).toBe(0);
    expect(report.json<Changes>()).toMatchObject({ schemaVersion: 1, changed: [{ file: 'Dockerfile', line: 1, from, to }], left: [{ reason: 'up to date' }] });
    expect(folder.text('Dockerfile')).toBe(after);
    expect((await folder.run(['update', '--format', 'json'])).json<Changes>().changed).toEqual([]);
  });

  it('ends with 1 where something could not be looked up, says why, and writes the rest', async () => {
    const { after } = moved();
    const gone = `FROM ${registry.host}/team/absent:1@sha256:${'0'.repeat(64)}\n`;
    folder.put({ 'gone/Dockerfile': gone });
    const { code, err } = await folder.run(['update']);
    expect(code).toBe(1);
    expect(err).toContain(`gone/Dockerfile:1: ${registry.host}/team/absent:1@sha256:${'0'.repeat(64)}: not found on ${registry.host}\n`);
    expect(folder.text('Dockerfile')).toBe(after);
    expect(folder.text('gone/Dockerfile')).toBe(gone);
  });

  it('ends with 1 offline, and asks nobody', async () => {
    const { before } = moved();
    expect((await folder.run(['update', '--offline'])).code).toBe(1);
    expect(registry.requests).toEqual([]);
    expect(folder.text('Dockerfile')).toBe(before);
  });

  it('skips what is not pinned, templated, ignored and built here, and that is no failure', async () => {
    const { host } = registry;
    const digest = `sha256:${'0'.repeat(64)}`;
    folder.put({
      Dockerfile: `ARG X\nFROM $X\nFROM ${host}/a:1\nFROM ${host}/a@${digest}\n# plimsoll-ignore-next-line digest-stale: tested\nFROM ${host}/a:1@${digest}\n`,
      'compose.yaml': `services: { app: { build: ., image: ${host}/own } }\n`,
      'pod.yaml': `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: "${host}/own:dev@${digest}" }] }\n`,
    });
    const report = await folder.run(['update', '--format', 'json']);
    expect(report.code).toBe(0);
    expect(report.json<Changes>().changed).toEqual([]);
    expect(report.json<Changes>().left.map(({ reason }) => reason)).toEqual([
      'Only a build argument fills $X.', 'not pinned', 'no tag says what its digest is of', 'ignored', 'not pinned', 'built by this workspace',
    ]);
    expect(registry.requests).toEqual([]);
  });

  it('explains itself in both languages', async () => {
    expect((await folder.run(['update', '--help'])).out).toContain('$ plimsoll update --dry-run\n');
    expect((await folder.run(['update', '--help', '--lang', 'ja'])).out).toMatch(/ダイジェスト/);
  });
});

describe('plimsoll explain', () => {
  it('tells that the tag of a digest stands for another one now', async () => {
    const { from, to } = moved();
    const [, digest = ''] = to.split('@');
    expect((await folder.run(['explain', from])).out).toContain(`the tag 1 serves another digest now: ${digest}`);
    const json = (await folder.run(['explain', '--format', 'json', from])).json();
    expect(json).toMatchObject({ tagServes: digest });
    expect((await folder.run(['explain', '--offline', '--format', 'json', from])).json()).toMatchObject({ tagServes: null });
    expect((await folder.run(['explain', '--offline', '--format', 'json', 'node:20'])).json()).not.toHaveProperty('tagServes');
  });
});
