// `npm run test:matrix`: every suite in every VS Code that it is for, and the package installed in each.
//   --pictures DIR   where the pictures go (default: a folder in the temporary one)
//   --only TITLE     legs of that title, e.g. japanese (default: all)
//   --vscode NAME    minimum or newest (default: both)
//   --vsix FILE      a package that is made already (default: makes one)
//   --verbose        also what the servers and the windows log
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, ensureServerInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { vscodeNamed, vscodes } from '../../scripts/lib/vscodes.mjs';
import { coloursFolder, coloursIn, themes } from './colours.mjs';
import { compile } from './compile.mjs';
import { groups } from './groups.mjs';
import { visit } from './visit.mjs';
import { images, inJapanese, installed, walkthrough } from './visits.mjs';
import { runGroup } from './window.mjs';

const { values: options } = parseArgs({
  options: {
    pictures: { type: 'string' },
    only: { type: 'string' },
    vscode: { type: 'string' },
    vsix: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const { verbose } = options;
const chosen = options.vscode ? [vscodeNamed(options.vscode)] : Object.values(vscodes);
const pictures = resolve(options.pictures ?? join(tmpdir(), 'plimsoll-pictures'));
const { publisher, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Every leg has a title and a way to run it, which answers with how many `passed` and `failed`. */
function legsOf(vscode, { worlds, vsix }) {
  const suites = groups.filter(({ needs }) => !needs || vscode === vscodes[needs]).map((group) => ({
    title: group.name,
    run: async () => {
      const world = await worlds[group.world]();
      return runGroup(group, { world, vscode, extension: root, verbose }).finally(() => world.stop());
    },
  }));
  const look = (steps, how) => async () => {
    const count = await visit(steps, { vscode, pictures: join(pictures, vscode.version), verbose, ...how });
    console.log(`${count.passed} passed, ${count.failed} failed`);
    return count;
  };
  return [
    ...suites,
    { title: 'japanese to the eye', run: look(inJapanese, { extensions: [root], language: 'ja' }) },
    { title: 'images to the eye', run: look(images, { extensions: [root] }) },
    ...themes.map((theme) => ({
      title: `colours in ${theme}`,
      run: look(coloursIn(theme), { extensions: [root], folder: coloursFolder, settings: { 'plimsoll.offline': true, 'workbench.colorTheme': theme } }),
    })),
    { title: 'walkthrough to the eye', run: look(walkthrough, { extensions: [root] }) },
    { title: 'package installed', run: look(installed(`${publisher}.${name}@${version}`), { vsix, settings: { 'plimsoll.offline': true } }) },
  ].filter(({ title }) => !options.only || title === options.only);
}

async function runLegs(legs, vscode, total) {
  for (const { title, run: runLeg } of legs) {
    const started = Date.now();
    console.log(`${title}, VS Code ${vscode.version}:`);
    const { passed, failed } = await runLeg();
    console.log(`took ${Math.round((Date.now() - started) / 1000)} s`);
    total.passed += passed;
    total.failed += failed;
  }
}

await ensureInstalled();
for (const vscode of chosen) await ensureServerInstalled(vscode);
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-matrix-'));
const vsix = resolve(options.vsix ?? join(folder, 'plimsoll.vsix'));
const total = { passed: 0, failed: 0 };
try {
  // Builds, too.
  if (!options.vsix) await run(process.execPath, [join(root, 'scripts/package.mjs'), '--out', vsix], { cwd: root });
  const worlds = await compile();
  for (const vscode of chosen) await runLegs(legsOf(vscode, { worlds, vsix }), vscode, total);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const versions = chosen.map((vscode) => vscode.version);
console.log(`VS Code ${versions.join(' and ')}: ${total.passed} passed, ${total.failed} failed; pictures in ${pictures}`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
