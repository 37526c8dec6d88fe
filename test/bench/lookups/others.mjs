// Clients that are a process per image: what somebody would call in a loop instead.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const crane = { module: 'github.com/google/go-containerregistry/cmd/crane', version: 'v0.22.1' };
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plimsoll-bench');

/** `{ name, command, argsFor(host, tag) }`, or `{ name, missing }` where it cannot be had. */
export function otherClients() {
  return [skopeo(), craneClient()];
}

function skopeo() {
  const name = 'skopeo';
  if (!runs(name, ['--version'])) installed(name);
  if (!runs(name, ['--version'])) return { name, missing: 'not installed: apt-get install skopeo' };
  // Of the index as it is: without `--raw` skopeo reads much more than a digest.
  return { name, command: name, argsFor: (host, tag) => ['inspect', '--raw', '--tls-verify=false', `docker://${host}/team/app:${tag}`] };
}

/** Where that may be done without asking. */
function installed(name) {
  if (process.getuid?.() !== 0 || !runs('apt-get', ['--version'])) return;
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
}

function craneClient() {
  const name = 'crane';
  const folder = join(cache, `crane-${crane.version}`);
  const command = join(folder, 'crane');
  if (!existsSync(command)) {
    if (!runs('go', ['version'])) return { name, missing: 'no Go to build it with' };
    try {
      build(folder);
    } catch (error) {
      return { name, missing: `could not be built: ${String(error.stderr ?? error.message).trim().split('\n').at(-1)}` };
    }
  }
  return { name, command, argsFor: (host, tag) => ['digest', '--insecure', `${host}/team/app:${tag}`] };
}

/** Once; nothing half-built stays. */
function build(folder) {
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  try {
    execFileSync('go', ['install', '-trimpath', `${crane.module}@${crane.version}`], { env: { ...process.env, GOBIN: scratch, GOFLAGS: '-mod=mod' }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    renameSync(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function runs(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Milliseconds of each call. */
export function timesOf({ command, argsFor }, host, tags) {
  return tags.map((tag) => {
    const started = performance.now();
    const { status, stderr } = spawnSync(command, argsFor(host, tag), { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
    return performance.now() - started;
  });
}
