import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root, serverFolder } from './paths.mjs';
import { run } from './run.mjs';
import { vscodes } from './vscodes.mjs';
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

/** Installs a VS Code that needs no Electron, and what opens a window on it, once. About 300 MB, the newest one 700 MB. */
export async function ensureServerInstalled({ folder, server, node } = vscodes.minimum) {
  await ensureInstalled(serverFolder);
  await ensureInstalled(folder);
  if (!existsSync(join(server, 'node_modules/.package-lock.json'))) {
    // Its own install step would compile native modules that nothing here needs, and its shrinkwrap does not suit `npm ci`.
    const flags = ['--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    const path = `${dirname(node)}${delimiter}${process.env.PATH}`;
    await run('npm', ['install', ...flags], { cwd: server, env: { ...process.env, PATH: path } });
  }
  linkRipgrep(server);
}

/** `workspace.findFiles` runs ripgrep, which the older package of VS Code would download on install; the newer one brings it. */
function linkRipgrep(server) {
  const found = join(server, 'node_modules/@vscode/ripgrep');
  const wanted = join(found, 'bin/rg');
  if (!existsSync(found) || existsSync(wanted)) return;
  const ripgrep = which('rg');
  if (!ripgrep) {
    console.warn('ripgrep (rg) is not on PATH: searching for files will find nothing in this VS Code');
    return;
  }
  mkdirSync(dirname(wanted), { recursive: true });
  symlinkSync(ripgrep, wanted);
}
