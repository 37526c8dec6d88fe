import { createRequire } from 'node:module';
import { join } from 'node:path';
import { serverFolder } from './paths.mjs';
import { which } from './which.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome', 'msedge'];
const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
];

/** Path of a Chromium of some name: $CHROMIUM, then PATH, then where installers put it. */
export function findChromium() {
  return which(...[process.env.CHROMIUM].filter(Boolean), ...names, ...places);
}

/** Keeps the browser itself off the network, so that a request seen in a test is one of ours. */
const quietFlags = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
];

/**
 * Opens a headless window. Answers with the Playwright page and `close()`.
 * `width` and `height` are CSS pixels; `scale` 2 makes pictures for dense screens.
 */
export async function openHeadless({ width = 1280, height = 800, scale = 1 } = {}) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: install chromium, or name one in $CHROMIUM');
  const { chromium } = createRequire(join(serverFolder, 'package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  return { page, close: () => browser.close() };
}
