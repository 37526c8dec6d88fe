import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, serverFolder, vscodeFolder } from './paths.mjs';
import { run } from './run.mjs';
import { which } from './which.mjs';

function packagesIn(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {};
}

/**
 * True when `folder/node_modules` is not what the lockfile asks for. npm notes what it installed in a hidden lockfile;
 * the contents are compared, since file times change with every checkout.
 */
export function isStale(folder) {
  const note = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(note)) return true;
  const installed = packagesIn(note);
  return Object.entries(packagesIn(join(folder, 'package-lock.json'))).some(
    ([path, wanted]) => path !== '' && !wanted.optional && installed[path]?.version !== wanted.version,
  );
}

/** Installs the packages of the lockfile when they are missing or others. */
export async function ensureInstalled(folder = root) {
  if (isStale(folder)) await run('npm', ['ci', '--ignore-scripts'], { cwd: folder });
}

/** Installs the VS Code that needs no Electron, once. About 300 MB. */
export async function ensureServerInstalled() {
  await ensureInstalled(serverFolder);
  if (!existsSync(join(vscodeFolder, 'node_modules/.package-lock.json'))) {
    // Its own install step would compile native modules that nothing here needs, and its shrinkwrap does not suit `npm ci`.
    const flags = ['--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...flags], { cwd: vscodeFolder });
  }
  linkRipgrep();
}

/** `workspace.findFiles` runs ripgrep, which VS Code's package would download on install. */
function linkRipgrep() {
  const wanted = join(vscodeFolder, 'node_modules/@vscode/ripgrep/bin/rg');
  if (existsSync(wanted)) return;
  const ripgrep = which('rg');
  if (!ripgrep) {
    console.warn('ripgrep (rg) is not on PATH: searching for files will find nothing in this VS Code');
    return;
  }
  mkdirSync(dirname(wanted), { recursive: true });
  symlinkSync(ripgrep, wanted);
}
