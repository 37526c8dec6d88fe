// Milliseconds to load the client's bundle, and of activate() until it first waits for somebody, with a VS Code that does nothing.
//   --browser   as the extension host of a browser does it: there is no Node
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const Module = require('node:module');

// An extension host has loaded these long before it comes to an extension.
for (const name of ['child_process', 'crypto', 'fs', 'net', 'os', 'path', 'readline', 'util']) require(`node:${name}`);

/** Can be called, constructed, extended and asked for anything. */
const anything = () => {
  const target = function () {};
  const get = (_target, name) => {
    if (name === 'version') return '1.100.0';
    if (name === Symbol.toPrimitive) return () => '';
    if (name === Symbol.iterator) return function* () {};
    if (name === 'then') return undefined;
    if (name === 'prototype') return target.prototype;
    return stub;
  };
  const stub = new Proxy(target, { get, set: () => true, apply: () => stub, construct: () => stub });
  return stub;
};

const vscode = anything();
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const root = join(__dirname, '../..');
const bundle = join(root, 'dist/client.js');

/** As VS Code itself does it there. */
function loadInBrowser() {
  const module = { exports: {} };
  const requireNothing = (name) => {
    if (name === 'vscode') return vscode;
    throw new Error(`a browser has no ${name}`);
  };
  globalThis.Worker = class {
    addEventListener() {}
    postMessage() {}
    terminate() {}
  };
  new Function('module', 'exports', 'require', 'process', readFileSync(bundle, 'utf8'))(module, module.exports, requireNothing, undefined);
  return module.exports;
}

const start = performance.now();
const extension = process.argv.includes('--browser') ? loadInBrowser() : require(bundle);
const loaded = performance.now();
const context = { subscriptions: [], asAbsolutePath: (path) => join(root, path), extensionPath: root, extensionUri: vscode, secrets: vscode, globalState: vscode, workspaceState: vscode, extension: vscode };
extension.activate(context).catch(() => {});
// What only steps aside for a moment goes on before this.
setImmediate(() => {
  const activated = performance.now();
  process.stdout.write(JSON.stringify({ load: loaded - start, activate: activated - loaded, registered: context.subscriptions.length }), () => process.exit(0));
});
