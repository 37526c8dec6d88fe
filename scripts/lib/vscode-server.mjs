import { randomBytes } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { vscodes } from './vscodes.mjs';

/** A window with nothing in it but the files and what the extension under development does. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  // As on the desktop: in a browser files would save themselves.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/** The server inherits the environment, but for what would make it believe that it runs inside another VS Code. */
function environment(extra) {
  const env = { ...process.env, ...extra, VSCODE_IPC_HOOK_CLI: '' };
  for (const name of ['CODE_SERVER_PARENT_PID', 'VSCODE_DEV', 'ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS']) delete env[name];
  return env;
}

function prepareData(settings) {
  const data = mkdtempSync(join(tmpdir(), 'plimsoll-vscode-'));
  const user = join(data, 'data/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  // Whoever reaches the port can run programs: only the URL with this token opens the window.
  const tokenFile = join(data, 'token');
  writeFileSync(tokenFile, randomBytes(16).toString('hex'), { mode: 0o600 });
  return { data, tokenFile };
}

/** The server's program, and where it keeps what it needs. */
function serverIn(vscode, data) {
  return [join(vscode.server, 'out/server-main.js'), '--server-data-dir', data, '--extensions-dir', join(data, 'extensions')];
}

function windowArguments({ tokenFile }, restricted) {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile],
    '--accept-server-license-terms', '--disable-telemetry', '--disable-experiments',
    // A built VS Code takes an extension under development from the URL only with this.
    '--enable-smoke-test-driver',
    ...(restricted ? [] : ['--disable-workspace-trust']),
  ];
}

/**
 * VS Code takes every theme that lies below an extension under development for that extension's own, and shows it. The one
 * of this repository has this whole VS Code below it, so it goes by another path.
 */
function linkExtensions(extensions, data) {
  return extensions.map((extension, index) => {
    const link = join(data, `extension-${index}`);
    symlinkSync(extension, link, 'junction');
    return link;
  });
}

/** Resolves with the URL that the server prints once it listens. */
function listening(server, verbose) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      if (verbose) process.stderr.write(chunk);
      const url = /Web UI available at (http:\S+)/.exec(output)?.[1];
      if (url) resolve(new URL(url));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', (chunk) => verbose && process.stderr.write(chunk));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`VS Code server ended with ${code}\n${output}`)));
  });
}

/** Installs a package as a user would. Answers with what is installed then, as `PUBLISHER.NAME@VERSION`. */
async function install(vsix, vscode, data) {
  const ask = (...args) => promisify(execFile)(vscode.node, [...serverIn(vscode, data), ...args], { env: environment({}) });
  await ask('--install-extension', vsix);
  const { stdout } = await ask('--list-extensions', '--show-versions');
  return stdout.split(/\r?\n/).filter((line) => /^\S+@\S+$/.test(line));
}

async function stop(server, data) {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const force = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(force);
  }
  await removeData(data);
}

/** The extension host outlives the server for a moment, and may still write there. */
async function removeData(data, attempts = 20) {
  try {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' || attempts === 0) throw error;
    await wait(250);
    await removeData(data, attempts - 1);
  }
}

/**
 * Starts VS Code's own server on a free port of 127.0.0.1, with a throw-away data folder. `extensions` are under development,
 * `vsix` is a package to install first, `settings` are user settings, `env` reaches the extension host, `restricted` keeps
 * workspace trust on (Restricted Mode), `vscode` is an entry of `vscodes`.
 * Answers with `url(options)`, which makes the address of a window, `installed`, and `stop()`.
 */
export async function startVSCodeServer(options = {}) {
  const { vscode = vscodes.minimum, extensions = [], vsix, settings = {}, env = {}, restricted = false, verbose = false } = options;
  const prepared = prepareData(settings);
  const links = linkExtensions(extensions, prepared.data);
  const installed = vsix ? await install(vsix, vscode, prepared.data) : [];
  const server = spawn(vscode.node, [...serverIn(vscode, prepared.data), ...windowArguments(prepared, restricted)], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killNow = () => server.kill('SIGKILL');
  process.once('exit', killNow);
  const close = async () => {
    process.removeListener('exit', killNow);
    await stop(server, prepared.data);
  };
  try {
    const base = await listening(server, verbose);
    return { url: (target) => windowUrl(base, { ...target, extensions: links }), installed, stop: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address of a window on `folder` (or on a `.code-workspace` file), with tests to run or a file to open. */
function windowUrl(base, { folder, extensions, tests, file }) {
  const remote = (path) => `vscode-remote://${base.host}${encodeURI(path.replaceAll('\\', '/').replace(/^(?!\/)/, '/'))}`;
  const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ['enableProposedApi', '']];
  for (const extension of extensions) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (file) payload.push(['openFile', remote(file)]);
  const url = new URL(base);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', remote(folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
