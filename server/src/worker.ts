/**
 * Bundled by itself: what a browser starts as a worker. It finds the bundles beside it as Node does, each at its first use, and
 * starts the server.
 */
import type { WorkerBeginning } from './protocol';

type Require = (name: string) => unknown;

/** Of the browser: as much as is needed here. */
declare const self: { onmessage: ((event: { readonly data: WorkerBeginning }) => void) | null };
declare const XMLHttpRequest: new () => {
  open(method: string, url: string, waits: boolean): void;
  send(): void;
  readonly status: number;
  readonly responseText: string;
};

/** `folder` is a URL. Waits in place, as `require` does: nobody else lives in this worker. */
function createRequire(folder: string): Require {
  const modules = new Map<string, { exports: unknown }>();
  return function require(name) {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    try {
      run(new URL(name, folder).href, module, require);
    } catch (error) {
      modules.delete(name);
      throw error;
    }
    return module.exports;
  };
}

/** As the editor itself runs the bundle of an extension in a browser. */
function run(url: string, module: { exports: unknown }, require: Require): void {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.send();
  if (request.status !== 200) throw new Error(`${url}: ${request.status}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const load = new Function('module', 'exports', 'require', `${request.responseText}\n//# sourceURL=${url}`) as (...scope: unknown[]) => void;
  load(module, module.exports, require);
}

self.onmessage = ({ data: { bundles } }) => {
  self.onmessage = null;
  createRequire(bundles)('./server.js');
};
