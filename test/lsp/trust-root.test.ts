import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VerifyAnswer } from '../../server/src/protocol';
import { LspClient, type ClientOptions } from '../support/lsp-client';
import { RegistryWithTuf } from '../support/registry-with-tuf';

let world: RegistryWithTuf;
let folder: string;
const clients: LspClient[] = [];

beforeEach(async () => {
  world = await RegistryWithTuf.start();
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-storage-'));
  writeFileSync(join(folder, 'root.json'), world.repo.seed);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const client of clients.splice(0)) await client.stop();
  await world.stop();
  rmSync(folder, { recursive: true });
});

const mirror = () => ({ tufMirror: world.url, tufRoot: join(folder, 'root.json') });

interface Verified {
  readonly verdict: string;
  readonly trustRoot: Readonly<Record<string, string>>;
}

async function verify(options: ClientOptions): Promise<Verified> {
  const client = await LspClient.start(options);
  clients.push(client);
  const answer = await client.connection.sendRequest<VerifyAnswer>('plimsoll/verify', { reference: world.image, uri: 'file:///nowhere/Dockerfile' });
  if (!answer.ok) throw new Error(answer.reason);
  return JSON.parse(answer.report.json) as Verified;
}

describe('the trust root in an editor', () => {
  it('is kept in the folder that the client names, and used by the next window', async () => {
    const initialization = { storage: folder };
    const first = await verify({ settings: mirror(), initialization });
    expect(first).toMatchObject({ verdict: 'signed-unpinned', trustRoot: { source: 'refreshed' } });
    expect(readdirSync(folder)).toContain('tuf');
    world.files = new Map();
    expect(await verify({ settings: mirror(), initialization })).toMatchObject({ trustRoot: first.trustRoot });
    expect(world.asked).toHaveLength(5);
  });

  it('asks nobody in a workspace that is not trusted', async () => {
    expect(await verify({ settings: mirror(), initialization: { storage: folder }, trusted: false })).toMatchObject({ verdict: 'unknown' });
    expect(world.asked).toEqual([]);
  });

  it('is the machine\'s where its file names one, whole', async () => {
    const machine = join(folder, 'machine.yaml');
    writeFileSync(machine, `trustedRoot: ${folder}/missing.json\n`);
    vi.stubEnv('PLIMSOLL_MACHINE_CONFIG', machine);
    const named = await verify({ settings: mirror(), initialization: { storage: folder } });
    expect(named).toMatchObject({ verdict: 'unknown', trustRoot: { source: `${folder}/missing.json` } });
    writeFileSync(machine, `tufMirror: ${world.url}\ntufRoot: ${folder}/root.json\n`);
    const mirrored = await verify({ settings: { trustedRoot: '/nowhere.json' }, initialization: { storage: folder } });
    expect(mirrored).toMatchObject({ trustRoot: { source: 'refreshed' } });
  });
});
