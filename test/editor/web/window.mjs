import { openHeadless } from '../../../scripts/lib/chromium.mjs';
import { startVSCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import { listen, untilEnded } from '../window.mjs';
import { out } from './compile.mjs';
import { serve } from './serve.mjs';

/** VS Code looks for the host of a suite by the extension that it stands in. */
const suite = '/extension/suite-of-tests';
const configuration = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** The page as it would be with the extension from elsewhere, and the suite: that is said in a part of it that holds JSON. */
function withExtension(html, authority) {
  const at = (path) => ({ scheme: 'http', authority, path });
  return html.replace(configuration, (_, head, json) => {
    const settings = JSON.parse(json.replaceAll('&quot;', '"'));
    // The workbench would ask it about extensions, and a request that is seen is to be one of ours.
    delete settings.productConfiguration.extensionsGallery;
    settings.developmentOptions = { ...settings.developmentOptions, extensions: [at('/extension')], extensionTestsPath: at(`${suite}/suite.js`) };
    return `${head}${JSON.stringify(settings).replaceAll('"', '&quot;')}"`;
  });
}

/** A real gallery is on https, which the policy of the page lets through; all else of it stays as it is, for workers too. */
function withGallery(policy, authority) {
  return policy.replace(/\bconnect-src\b/, `connect-src http://${authority}`);
}

/**
 * Opens `folder` in a window whose extension host is a worker of the browser, and runs the suite there. `look` then gets
 * the page, with what it and its workers asked for, before the window closes. Answers with how many `passed` and `failed`.
 */
export async function runInBrowser({ folder, vscode, extension, verbose = false }, look) {
  const gallery = await serve({ [suite]: out, '/extension': extension });
  const server = await startVSCodeServer({ vscode, settings: { 'security.workspace.trust.enabled': false }, verbose });
  const { page, close } = await openHeadless({ width: 1440, height: 800 });
  try {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    const url = new URL(server.url({ folder }));
    // The token comes back as a cookie, with a redirect, and what a browser is redirected to cannot be changed on the way.
    await page.context().request.get(url.href, { maxRedirects: 0 });
    url.searchParams.delete('tkn');
    await page.route((each) => each.pathname === '/' && each.host === url.host, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': withGallery(response.headers()['content-security-policy'], gallery.authority) };
      await route.fulfill({ response, headers, body: withExtension(await response.text(), gallery.authority) });
    });
    const heard = await listen(page, verbose);
    await page.goto(url.href);
    const count = await untilEnded(page, heard);
    return await look({ page, count, requests, hosts: { page: url.host, gallery: gallery.authority }, served: gallery.asked });
  } finally {
    await close();
    await server.stop();
    await gallery.stop();
  }
}
