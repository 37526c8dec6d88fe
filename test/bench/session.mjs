// One server, one document, from start to end.
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from './connection.mjs';

const edits = 20;
/** Milliseconds between two keystrokes of somebody fast, and until every server's own pause is over. */
const between = 30;
const settled = 900;

const capabilities = {
  workspace: { configuration: true },
  textDocument: { publishDiagnostics: { versionSupport: true }, hover: { contentFormat: ['markdown'] } },
};

/** Milliseconds and megabytes by name. */
export async function measureSession({ command, args }, document) {
  const uri = `file:///bench/${document.name}`;
  const started = performance.now();
  const connection = new Connection(command, args);
  try {
    await connection.request('initialize', {
      processId: process.pid, rootUri: null, workspaceFolders: null, capabilities, initializationOptions: { isTrusted: true },
    });
    const init = performance.now() - started;
    connection.notify('initialized', {});
    await pause(400);
    const idle = connection.memory().now;
    const initCpu = connection.processorTime();
    const open = await opened(connection, uri, document);
    const openCpu = connection.processorTime() - initCpu;
    const opens = connection.memory().now;
    let version = 1;
    const type = () => {
      const { line, character } = document.edit;
      const range = { start: { line, character }, end: { line, character } };
      version += 1;
      connection.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: 'x' }] });
    };
    const change = await changed(connection, type);
    await pause(settled);
    const changeCpu = connection.processorTime() - initCpu - openCpu;
    const rest = await hovers(connection, { uri, position: document.hover });
    const before = connection.published.length;
    const burst = [];
    for (let index = 0; index < edits; index += 1) {
      type();
      burst.push(timed(connection.request('textDocument/hover', { textDocument: { uri }, position: document.hover })));
      await pause(between);
    }
    const inBurst = await Promise.all(burst);
    await pause(settled + 600);
    const publishes = connection.published.length - before;
    return { init, initCpu, idle, ...open, openCpu, change, changeCpu, hover: high(rest), burst: high(inBurst), publishes, opens, peak: connection.memory().peak };
  } finally {
    await connection.stop();
  }
}

async function opened(connection, uri, { languageId, text }) {
  const start = performance.now();
  connection.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  const first = await connection.publication(0, (params) => params.uri === uri);
  await pause(settled);
  const last = connection.published.at(-1);
  return { open: first.at - start, all: last.at - start, findings: last.findings };
}

async function changed(connection, type) {
  const count = connection.published.length;
  const start = performance.now();
  type();
  return (await connection.publication(count, () => true)).at - start;
}

async function hovers(connection, { uri, position }) {
  const times = [];
  for (let index = 0; index < edits; index += 1) {
    times.push(await timed(connection.request('textDocument/hover', { textDocument: { uri }, position })));
  }
  return times;
}

async function timed(answer) {
  const start = performance.now();
  await answer;
  return performance.now() - start;
}

/** The 95th percentile. */
export function high(times) {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
}

export function median(values) {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return known[known.length >> 1];
}
