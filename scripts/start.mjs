// `npm start`: installs and builds what is missing, and opens a VS Code with the extension on examples/.
//   --server             use the VS Code without Electron even where a desktop one is installed
//   --headless           no window: wait for the first squiggle in examples/Dockerfile (exit 1 when none comes)
//   --picture FILE.png   with --headless: where the picture of the window goes
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, openHeadless } from './lib/chromium.mjs';
import { downloadDesktopEditor, findDesktopEditor, hasDisplay, openDesktop } from './lib/desktop.mjs';
import { ensureInstalled, ensureServerInstalled } from './lib/install.mjs';
import { examples, root } from './lib/paths.mjs';
import { run, spawnProgram } from './lib/run.mjs';
import { startVSCodeServer } from './lib/vscode-server.mjs';

const longestWait = 90_000;
const file = join(examples, 'Dockerfile');
const squiggle = ['error', 'warning', 'info'].map((kind) => `.view-overlays .squiggly-${kind}`).join(', ');

const { values: options } = parseArgs({
  options: {
    server: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    picture: { type: 'string' },
  },
});

async function openOnServer() {
  await ensureServerInstalled();
  const server = await startVSCodeServer({ extensions: [root] });
  return { stop: server.stop, url: server.url({ folder: examples, file }) };
}

async function seeFirstSquiggle(picture) {
  const server = await openOnServer();
  const window = await openHeadless().catch(async (error) => {
    await server.stop();
    throw error;
  });
  try {
    await window.page.goto(server.url);
    await window.page.locator(squiggle).first().waitFor({ state: 'attached', timeout: longestWait });
    console.log(`squiggle seen in ${file}`);
  } finally {
    if (picture) {
      mkdirSync(dirname(resolve(picture)), { recursive: true });
      await window.page.screenshot({ path: picture }).catch((error) => console.error(`no picture: ${error.message}`));
    }
    await window.close();
    await server.stop();
  }
}

/** Shows the URL, opens it where there is a display, and stays until Ctrl+C. */
async function serveWindow() {
  const server = await openOnServer();
  console.log(`\nPlimsoll in VS Code: ${server.url}\n\nCtrl+C ends it.`);
  const browser = hasDisplay() ? findChromium() : undefined;
  // Its output is about the browser itself, and a browser that cannot start leaves the printed URL.
  if (browser) spawnProgram(browser, [server.url], { stdio: 'ignore' }).once('error', () => {});
  await new Promise((end) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, end)));
  await server.stop();
}

async function openWindow() {
  if (options.server || !hasDisplay()) return serveWindow();
  const editor = findDesktopEditor();
  if (editor) return openDesktop(editor, [root], { folder: examples, file });
  const downloaded = await downloadDesktopEditor();
  return downloaded ? openDesktop(downloaded, [root], { folder: examples, file, ownProfile: true }) : serveWindow();
}

await ensureInstalled();
await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
try {
  await (options.headless ? seeFirstSquiggle(options.picture) : openWindow());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
