import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployment, manyStages, type World } from './world';

/** A folder, and nobody to ask about it. */
export async function startFolder(): Promise<Omit<World, 'forTests'>> {
  const workspace = mkdtempSync(join(tmpdir(), 'plimsoll-folder-'));
  writeFileSync(join(workspace, 'Dockerfile'), manyStages);
  writeFileSync(join(workspace, 'deployment.yaml'), deployment);
  return { workspace, settings: {}, env: {}, stop: async () => rmSync(workspace, { recursive: true, force: true }) };
}
