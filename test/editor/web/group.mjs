import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from '../workbench.mjs';
import { compileWeb } from './compile.mjs';
import { runInBrowser } from './window.mjs';

const pictures = join(tmpdir(), 'plimsoll-pictures');
/** What the palette offers in a browser: it needs neither a registry nor a disk. */
const offered = [
  'Insert Trusted Image…', 'Open Example Dockerfile', 'Open Walkthrough', 'Replace Image with Hardened Alternative', 'Restart Server', 'Show Output', 'Copy Diagnostics Info', 'Toggle Code Lenses',
];

/** What is seen from outside, each with a title, one after another in the same window. */
const sights = [
  ['draws the squiggle under the reference', ({ workbench }) => workbench.squiggleUnder('golang:latest')],
  ['says in the language status what it does not do here', ({ workbench }) => workbench.languageStatusSays(/In a browser: no look-ups/, 'in-a-browser.png')],
  ['offers in the palette what can run, and nothing else', async ({ workbench }) => {
    const entries = await workbench.paletteEntries('Plimsoll: ');
    const titles = entries.map((entry) => /Plimsoll: ([^\n]*)/.exec(entry)?.[1]?.trim()).sort();
    assert.deepEqual(titles, [...offered].sort());
  }],
  ['loads what it needs, each bundle once, and nothing that is for Node', ({ served }) => {
    const bundles = served().flatMap((path) => /\/dist\/(.*)\.js$/.exec(path)?.[1] ?? []).sort();
    assert.deepEqual(bundles, ['catalog', 'client', 'formats', 'publishers', 'rules', 'server', 'worker']);
  }],
  ['asks nobody but the page and the gallery that the extension is from', ({ requests, hosts }) => {
    const asked = new Set(requests.filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).host));
    assert.deepEqual([...asked].sort(), [hosts.gallery, hosts.page].sort());
    // So that it is known that requests of workers in workers are heard of.
    assert.ok(requests.some((url) => url.endsWith('/dist/catalog.js')));
  }],
];

async function lookAround(seen) {
  const count = { passed: 0, failed: 0 };
  for (const [title, look] of sights) {
    try {
      await look(seen);
      console.log(`  ok   ${title}`);
      count.passed++;
    } catch (error) {
      console.log(`  FAIL ${title}\n       ${error.message.replaceAll('\n', '\n       ')}`);
      await seen.workbench.picture('failed.png');
      count.failed++;
    }
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count;
}

/** Runs the suite of the browser, and looks at a window. */
export async function runWebGroup({ world, vscode, extension, verbose }) {
  await compileWeb();
  mkdirSync(pictures, { recursive: true });
  const look = ({ page, ...seen }) => lookAround({ ...seen, workbench: new Workbench(page, pictures) });
  const { count, seen } = await runInBrowser({ folder: world.workspace, vscode, extension, verbose }, look);
  return { passed: count.passed + seen.passed, failed: count.failed + seen.failed };
}
