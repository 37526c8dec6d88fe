/**
 * What a browser runs as the worker of the language server: loads the other bundles beside it, as Node would. They are CommonJS and
 * want to have each other at once, so the loading waits, in the worker, where nobody else does.
 */

interface Loaded {
  exports: unknown;
}

/** The first message: where the bundles are. */
self.onmessage = ({ data }: { data: unknown }): void => {
  const { base } = data as { base?: unknown };
  if (typeof base === 'string') requireFrom(base)('./browser.js');
};

function requireFrom(base: string): (path: string) => unknown {
  const known = new Map<string, Loaded>();
  const load = (path: string): unknown => {
    // Nothing but what ships beside; a browser has no modules of its own.
    const name = /^\.\/([\w-]+\.js)$/.exec(path)?.[1];
    if (name === undefined) throw new Error(`no module ${path} in a browser`);
    const found = known.get(name);
    if (found) return found.exports;
    const module: Loaded = { exports: {} };
    known.set(name, module);
    // The extension host loads extensions the same way.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    new Function('module', 'exports', 'require', `${textOf(`${base}/${name}`)}\n//# sourceURL=plimsoll/${name}`)(module, module.exports, load);
    return module.exports;
  };
  return load;
}

function textOf(url: string): string {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.send();
  if (request.status !== 200) throw new Error(`${url}: ${request.status}`);
  return request.responseText;
}

declare const self: { onmessage: ((event: { data: unknown }) => void) | null };
declare class XMLHttpRequest {
  readonly status: number;
  readonly responseText: string;
  open(method: string, url: string, async: boolean): void;
  send(): void;
}
