import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCounter } from './counter';
import type { World } from './world';

/** A workspace of a folder that the suite makes up. One of the same name is on the disk, and is none of its business. */
export async function startVirtual(): Promise<Omit<World, 'forTests'>> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-virtual-'));
  const counter = await startCounter();
  const onDisk = join(folder, 'project');
  mkdirSync(onDisk);
  writeFileSync(join(onDisk, '.plimsoll.yaml'), 'version: 1\nrules: { tag-missing: off }\n');
  const workspace = join(folder, 'virtual.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ uri: `mem:${onDisk}` }] }));
  return {
    workspace,
    settings: { 'plimsoll.allowedHosts': [counter.host] },
    env: { PLIMSOLL_TEST_WORLD: JSON.stringify({ counter: counter.host }) },
    stop: async () => {
      await counter.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
