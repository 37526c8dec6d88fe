// The extension in the extension host of a browser: served over http from another origin, as a marketplace does, into a window that has
// no folder and no machine behind it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openHeadless } from '../../../scripts/lib/chromium.mjs';
import { startVSCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import { runTests } from '../window.mjs';
import { serve } from './serve.mjs';

const out = join(import.meta.dirname, '../out/web');

async function compileSuite() {
  mkdirSync(out, { recursive: true });
  await build({ entryPoints: [join(import.meta.dirname, 'suite.ts')], outfile: join(out, 'suite.js'), bundle: true, format: 'cjs', platform: 'browser', target: 'es2022', external: ['vscode'], logLevel: 'warning' });
}

/** A built VS Code takes an extension under development for its browser host from the page's own configuration alone. */
async function develop(page, url, developmentOptions) {
  const configuration = /(<meta id="vscode-workbench-web-configuration" data-settings=")([^"]*)(")/;
  await page.route(route => route.origin === new URL(url).origin && route.pathname === new URL(url).pathname, async route => {
    const response = await route.fetch();
    const body = (await response.text()).replace(configuration, (_, before, settings, after) => {
      const parsed = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
      return before + JSON.stringify({ ...parsed, developmentOptions }).replaceAll('&', '&amp;').replaceAll('"', '&quot;') + after;
    });
    await route.fulfill({ response, body });
  });
}

/** Answers with how many tests `passed` and `failed`; a request to any other machine is one that failed. */
export async function runInBrowser({ vscode, extension, verbose = false, picture }) {
  await compileSuite();
  const files = await serve({ '/extension/browser-tests': out, '/extension': extension });
  // The window runs tests where it runs the extension that they lie below.
  const server = await startVSCodeServer({ vscode, verbose });
  const window = await openHeadless({ bypassCSP: true });
  const strangers = new Set();
  // VS Code's own look for recommendations.
  const own = ['127.0.0.1', 'localhost', 'open-vsx.org'];
  try {
    window.page.context().on('request', request => {
      const { protocol, hostname } = new URL(request.url());
      if (/^(?:https?|wss?):$/.test(protocol) && !own.includes(hostname)) strangers.add(hostname);
    });
    const url = server.url({ folder: undefined });
    const at = path => ({ scheme: 'http', authority: files.authority, path });
    await develop(window.page, url, { extensions: [at('/extension')], extensionTestsPath: at('/extension/browser-tests/suite') });
    if (picture) await window.page.exposeFunction('plimsollPicture', () => window.page.screenshot({ path: picture }));
    const { passed, failed } = await runTests(window.page, url, verbose);
    for (const host of strangers) console.log(`  FAIL asked ${host}`);
    return { passed, failed: failed + strangers.size };
  } finally {
    await window.close();
    await server.stop();
    await files.stop();
  }
}
