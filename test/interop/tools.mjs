/**
 * Real tools to agree with, built from the Go module proxy and from `tools/`, and kept in the user's cache: a second run
 * takes them from there.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const sources = join(import.meta.dirname, 'tools');
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plimsoll-interop');
const flags = ['-trimpath', '-ldflags', '-s -w'];

/** `install` is built as its own module says, with the versions that it was released with; the others are ours. */
const tools = [
  { name: 'cosign2', program: 'cosign', install: 'github.com/sigstore/cosign/v2/cmd/cosign', version: 'v2.6.5' },
  { name: 'cosign3', program: 'cosign', install: 'github.com/sigstore/cosign/v3/cmd/cosign', version: 'v3.1.3' },
  { name: 'notation', program: 'notation', folder: 'notation', version: versionOf('notation') },
  { name: 'registry', program: 'registry', folder: 'registry', version: versionOf('registry') },
];

function versionOf(folder) {
  const hash = createHash('sha256');
  const own = readdirSync(join(sources, folder)).sort().map((file) => `${folder}/${file}`);
  for (const file of ['go.mod', 'go.sum', ...own]) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}

function place({ name, version, program }) {
  return join(cache, `${name}-${version}`, process.platform === 'win32' ? `${program}.exe` : program);
}

function go(args, options) {
  return execFileSync('go', args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', ...options });
}

export function hasGo() {
  try {
    go(['version']);
    return true;
  } catch {
    return false;
  }
}

export function missingTools() {
  return tools.filter((tool) => !existsSync(place(tool)));
}

/** Throws what Go said when it fails. Nothing half-built stays. */
export function buildTool(tool) {
  const target = join(cache, `${tool.name}-${tool.version}`);
  const scratch = `${target}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  try {
    const env = { ...process.env, GOBIN: scratch };
    if (tool.install) go(['install', ...flags, `${tool.install}@${tool.version}`], { env });
    else go(['build', ...flags, '-o', scratch, `./${tool.folder}`], { env, cwd: sources });
    rmSync(target, { recursive: true, force: true });
    renameSync(scratch, target);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Paths of the programs, by name. */
export function toolPaths() {
  return Object.fromEntries(tools.map((tool) => [tool.name, place(tool)]));
}
