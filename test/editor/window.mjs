import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHeadless } from '../../scripts/lib/chromium.mjs';
import { startVSCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { suite } from './compile.mjs';

/** Milliseconds for all tests of one window. */
const longest = 180_000;
const mark = '[plimsoll-test] ';
const closing = /^(\d+) passed, (\d+) failed$/;

/**
 * The window calls these two functions when it has something to log, and when the tests have ended. What the suite says is
 * printed; its closing line is the count.
 */
export async function listen(page, verbose) {
  const count = { passed: 0, failed: 0 };
  let end;
  const ended = new Promise((resolve) => (end = resolve));
  const hear = (line) => {
    console.log(line);
    const [, passed, failed] = closing.exec(line) ?? [];
    if (passed) Object.assign(count, { passed: Number(passed), failed: Number(failed) });
  };
  await page.exposeFunction('codeAutomationLog', (type, values) => {
    const [first, ...rest] = values ?? [];
    if (typeof first === 'string' && first.startsWith(mark)) hear(first.slice(mark.length));
    else if (verbose) console.error(`[${type}]`, first, ...rest);
  });
  await page.exposeFunction('codeAutomationExit', end);
  page.on('pageerror', (error) => verbose && console.error('[page]', error.message));
  return { ended, count };
}

/** A suite that ends otherwise than by itself has failed, whatever it had counted. */
export async function untilEnded(page, { ended, count }) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve('time-out'), longest)));
  const code = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (code === 0) return count;
  const picture = join(tmpdir(), `plimsoll-editor-${process.pid}.png`);
  await page.screenshot({ path: picture });
  console.error(`the window ended with ${code}; its picture: ${picture}`);
  return { ...count, failed: Math.max(1, count.failed) };
}

async function runTests(page, url, verbose) {
  const heard = await listen(page, verbose);
  await page.goto(url);
  return untilEnded(page, heard);
}

/**
 * VS Code takes its own words from the server, and the language of extensions from here: a language pack or the language of
 * the browser would not do.
 */
export async function speak(page, language) {
  const define = (wanted) => Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => wanted, set: () => {} });
  await page.addInitScript(define, language);
}

/** Opens `world.workspace` with the suite of `group` in it. Answers with how many tests `passed` and `failed`. */
export async function runGroup(group, { world, vscode, extension, verbose = false }) {
  if (group.run) return group.run({ world, vscode, extension, verbose });
  const env = { ...world.env, PLIMSOLL_TEST_GROUP: group.name };
  const options = { vscode, extensions: [extension], settings: world.settings, env, restricted: group.restricted, verbose };
  const server = await startVSCodeServer(options);
  try {
    const window = await openHeadless();
    try {
      if (group.language) await speak(window.page, group.language);
      return await runTests(window.page, server.url({ folder: world.workspace, tests: suite }), verbose);
    } finally {
      await window.close();
    }
  } finally {
    await server.stop();
  }
}
