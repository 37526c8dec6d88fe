// `npm run test:editor`: the Mocha suite inside a real VS Code without Electron (its server, and a headless Chromium).
//   --vscode NAME     minimum (default) or newest
//   --only GROUP      trusted, restricted, multi-root, virtual, web, japanese, or tasks in the newest (default: all but that)
//   --extension DIR   an extension that is built already, e.g. an unpacked package
//   --verbose         also what the server and the window log
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, ensureServerInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { vscodeNamed } from '../../scripts/lib/vscodes.mjs';
import { compile } from './compile.mjs';
import { groups, usual } from './groups.mjs';
import { runGroup } from './window.mjs';

const { values: options } = parseArgs({
  options: {
    vscode: { type: 'string', default: 'minimum' },
    only: { type: 'string' },
    extension: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const vscode = vscodeNamed(options.vscode);
const extension = resolve(options.extension ?? root);
const chosen = groups.filter(({ name }) => (options.only ? name === options.only : usual.includes(name)));
if (chosen.length === 0) throw new Error(`no such group: ${options.only}`);

await ensureInstalled();
await ensureServerInstalled(vscode);
if (!options.extension) await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
const worlds = await compile();
for (const group of chosen) {
  console.log(`${group.name}, VS Code ${vscode.version}:`);
  const world = await worlds[group.world]();
  try {
    const { failed } = await runGroup(group, { world, vscode, extension, verbose: options.verbose });
    if (failed > 0) process.exitCode = 1;
  } finally {
    await world.stop();
  }
}
