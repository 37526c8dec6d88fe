import { join } from 'node:path';
import { openHeadless } from '../../../scripts/lib/chromium.mjs';
import { startVSCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import { listen, untilEnded } from '../window.mjs';
import { out } from './compile.mjs';
import { serve } from './serve.mjs';

/** VS Code looks for the host of a suite by the extension that it stands in. */
const suite = '/extension/suite-of-tests';
const configuration = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** The page as it would be with the extension from elsewhere, and the suite if there are `tests`: that is said in a part of it that holds JSON. */
function withExtension(html, authority, tests) {
  const at = (path) => ({ scheme: 'http', authority, path });
  return html.replace(configuration, (_, head, json) => {
    const settings = JSON.parse(json.replaceAll('&quot;', '"'));
    // The workbench would ask it about extensions, and a request that is seen is to be one of ours.
    delete settings.productConfiguration.extensionsGallery;
    settings.developmentOptions = { ...settings.developmentOptions, extensions: [at('/extension')], ...(tests ? { extensionTestsPath: at(`${suite}/suite.js`) } : {}) };
    return `${head}${JSON.stringify(settings).replaceAll('"', '&quot;')}"`;
  });
}

/** A real gallery is on https, which the policy of the page lets through; all else of it stays as it is, for workers too. */
function withGallery(policy, authority) {
  return policy.replace(/\bconnect-src\b/, `connect-src http://${authority}`);
}

/** Makes `page` one whose extension host is a worker of the browser, and goes there. Answers with its host. */
async function goTo(page, url, { gallery, tests }) {
  // The token comes back as a cookie, with a redirect, and what a browser is redirected to cannot be changed on the way.
  await page.context().request.get(url.href, { maxRedirects: 0 });
  url.searchParams.delete('tkn');
  await page.route((each) => each.pathname === '/' && each.host === url.host, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': withGallery(response.headers()['content-security-policy'], gallery.authority) };
    await route.fulfill({ response, headers, body: withExtension(await response.text(), gallery.authority, tests) });
  });
  await page.goto(url.href);
  return url.host;
}

/** Runs the suite. When it ends VS Code ends the extension host: there is nothing to see any more. */
async function runSuite({ url, gallery, verbose }) {
  const { page, close } = await openHeadless();
  try {
    const heard = await listen(page, verbose);
    await goTo(page, url, { gallery, tests: true });
    return await untilEnded(page, heard);
  } finally {
    await close();
  }
}

/** `look` gets the page, whom it and its workers asked, and what of the extension was `served`. */
async function lookAt({ url, gallery }, look) {
  const { page, close } = await openHeadless({ width: 1440, height: 800 });
  try {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    const before = gallery.asked.length;
    const host = await goTo(page, url, { gallery, tests: false });
    return await look({ page, requests, hosts: { page: host, gallery: gallery.authority }, served: () => gallery.asked.slice(before) });
  } finally {
    await close();
  }
}

/**
 * Opens `folder` in two windows of which the extension host is a worker of the browser: one for the suite, and one to `look`
 * at, with its Dockerfile open. Answers with how many tests of the suite `passed` and `failed`, and with what `look` did.
 */
export async function runInBrowser({ folder, vscode, extension, verbose = false }, look) {
  const gallery = await serve({ [suite]: out, '/extension': extension });
  const server = await startVSCodeServer({ vscode, verbose });
  try {
    const count = await runSuite({ url: new URL(server.url({ folder })), gallery, verbose });
    const seen = await lookAt({ url: new URL(server.url({ folder, file: join(folder, 'Dockerfile') })), gallery }, look);
    return { count, seen };
  } finally {
    await server.stop();
    await gallery.stop();
  }
}
