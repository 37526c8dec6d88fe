import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = rootAbove(import.meta.dirname);
const sources = ['server/src', 'client/src', 'scripts', 'package.json', 'package-lock.json'];

let checked = false;

/** The repository: scripts bundle this file to another place below it. */
function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

/** Path of a bundle, built anew when a source is younger, once per test file. Several suites may ask at once: the build replaces whole files. */
export function builtBundle(name: 'client' | 'server' | 'cli' | 'verifier' | 'tuf' | 'kept' | 'conformance'): string {
  const bundle = join(root, 'dist', `${name}.js`);
  if (checked) return bundle;
  checked = true;
  if (!existsSync(bundle) || sources.some(source => isYounger(join(root, source), statSync(bundle).mtimeMs))) {
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'pipe' });
  }
  return bundle;
}

function isYounger(path: string, time: number): boolean {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs > time;
  return readdirSync(path, { withFileTypes: true }).some(entry => isYounger(join(path, entry.name), time));
}
