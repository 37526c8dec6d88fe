// Milliseconds to load the client's bundle, and of activate() until it first waits, with a VS Code that does nothing.
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const Module = require('node:module');

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
  const stub = new Proxy(target, { get, apply: () => stub, construct: () => stub });
  return stub;
};

const vscode = anything();
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const root = join(__dirname, '../..');
const start = performance.now();
const extension = require(join(root, 'dist/client.js'));
const loaded = performance.now();
const context = { subscriptions: [], asAbsolutePath: (path) => join(root, path), extensionPath: root, globalState: vscode, workspaceState: vscode, extension: vscode };
extension.activate(context).catch(() => {});
const activated = performance.now();
process.stdout.write(JSON.stringify({ load: loaded - start, activate: activated - loaded }), () => process.exit(0));
