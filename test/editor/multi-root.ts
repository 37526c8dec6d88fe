import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { World } from './world';

/** The same document in every folder: whatever differs between the findings comes from the folders. */
const dockerfile = 'FROM node\nFROM redis:7\nFROM somebody/tool:1\n';

const files: Readonly<Record<string, string>> = {
  'strict/Dockerfile': dockerfile,
  'strict/.plimsoll.yaml': 'version: 1\nrules: { tag-missing: error }\n',
  'strict/.vscode/settings.json': JSON.stringify({ 'plimsoll.rules': { 'tag-not-pinned': 'error' } }),
  'lenient/Dockerfile': dockerfile,
  'lenient/.plimsoll.yaml': 'version: 1\nrules: { tag-missing: off }\n',
  'lenient/.vscode/settings.json': JSON.stringify({ 'plimsoll.rules': { 'tag-not-pinned': 'off' } }),
  'all.code-workspace': JSON.stringify({ folders: [{ path: 'strict' }, { path: 'lenient' }] }),
};

/** One workspace of two folders, each with a policy and with settings of its own. */
export async function startMultiRoot(): Promise<Omit<World, 'forTests'>> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-roots-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    workspace: join(folder, 'all.code-workspace'),
    settings: { 'plimsoll.lookups': 'off' },
    env: {},
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
