// The servers that are measured side by side.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { which } from '../../scripts/lib/which.mjs';

const folder = import.meta.dirname;
const modules = join(folder, 'node_modules');

export const ours = { name: 'Plimsoll', command: process.execPath, args: ['--max-old-space-size=256', join(root, 'dist/server.js'), '--stdio'] };

export const nodePeers = [
  {
    name: 'dockerfile-ls', languages: ['dockerfile'], command: process.execPath,
    args: [join(modules, 'dockerfile-language-server-nodejs/bin/docker-langserver'), '--stdio'],
  },
  {
    name: 'yaml-ls', languages: ['yaml'], command: process.execPath,
    args: [join(modules, 'yaml-language-server/bin/yaml-language-server'), '--stdio'],
  },
];

const dockerModule = 'github.com/docker/docker-language-server/cmd/docker-language-server@latest';

/** Docker's server is a Go program: the one on PATH, or built once where Go can get it; else why there is none. */
export function dockerServer() {
  const built = join(modules, '.bin', 'docker-language-server');
  const found = which('docker-language-server') ?? (existsSync(built) ? built : undefined);
  if (found) return { server: goPeer(found) };
  if (!which('go')) return { missing: 'Go is not on PATH' };
  const options = { env: { ...process.env, GOBIN: join(modules, '.bin') }, encoding: 'utf8', timeout: 120_000 };
  const { status, stderr } = spawnSync('go', ['install', dockerModule], options);
  if (status === 0 && existsSync(built)) return { server: goPeer(built) };
  return { missing: `go install failed: ${reason(stderr)}` };
}

function goPeer(command) {
  return { name: 'docker-language-server', languages: ['dockerfile'], command, args: ['start', '--stdio'] };
}

/** The last line says most; addresses in it are of this machine's set-up. */
function reason(text = '') {
  return (text.trim().split('\n').at(-1) ?? '').replace(/\S*:\/\/\S*/g, '…').trim().slice(0, 60) || 'no answer in time';
}
