// `npm run test:editor`: the Mocha suite inside a real VS Code without Electron (its server, and a headless Chromium).
//   --only GROUP      trusted or restricted
//   --extension DIR   an extension that is built already, e.g. an unpacked package
//   --verbose         also what the server and the window log
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openHeadless } from '../../scripts/lib/chromium.mjs';
import { ensureInstalled, ensureServerInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { startVSCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { compile, suite } from './compile.mjs';

const longest = 180_000;
const mark = '[plimsoll-test] ';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, extension: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});

const extension = resolve(options.extension ?? root);

/** Each group has a window of its own, because trust is a property of the window. */
const groups = [{ name: 'trusted', restricted: false }, { name: 'restricted', restricted: true }];

/** The window calls these two functions when it has something to log, and when the tests have ended. */
async function listen(page) {
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  await page.exposeFunction('codeAutomationLog', (type, values) => {
    const [first, ...rest] = values ?? [];
    const ours = typeof first === 'string' && first.startsWith(mark);
    if (ours) console.log(first.slice(mark.length));
    else if (options.verbose) console.error(`[${type}]`, first, ...rest);
  });
  await page.exposeFunction('codeAutomationExit', end);
  page.on('pageerror', (error) => options.verbose && console.error('[page]', error.message));
  return { ended };
}

async function runInWindow(page, url) {
  const { ended } = await listen(page);
  await page.goto(url);
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve('time-out'), longest)));
  const code = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (code === 0) return true;
  const picture = join(tmpdir(), `plimsoll-editor-${process.pid}.png`);
  await page.screenshot({ path: picture });
  console.error(`the window ended with ${code}; its picture: ${picture}`);
  return false;
}

async function runGroup({ name, restricted }, startWorld) {
  console.log(`${name}:`);
  const world = await startWorld();
  const env = { ...world.env, PLIMSOLL_TEST_GROUP: name };
  const server = await startVSCodeServer({ extensions: [extension], settings: world.settings, env, restricted, verbose: options.verbose });
  const window = await openHeadless();
  try {
    return await runInWindow(window.page, server.url({ folder: world.workspace, tests: suite }));
  } finally {
    await window.close();
    await server.stop();
    await world.stop();
  }
}

await ensureInstalled();
await ensureServerInstalled();
if (!options.extension) await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
const { startWorld } = await compile();
const chosen = groups.filter(({ name }) => !options.only || name === options.only);
if (chosen.length === 0) throw new Error(`no such group: ${options.only}`);
for (const group of chosen) {
  if (!(await runGroup(group, startWorld))) process.exitCode = 1;
}
