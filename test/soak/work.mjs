import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createLateness } from './measure.mjs';

/** Documents that are open at once; the oldest is closed for a new one, under a name that never comes again. */
const mostOpen = 12;
const mostHovers = 2000;

function createRandom(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}

/** Somebody who types, opens, closes, points at things and clicks, as fast as several people. */
export function createWork({ connection, host, misbehaving, seed }) {
  const random = createRandom(seed);
  const documents = [];
  const counts = { opened: 0, edits: 0, asked: 0, hovers: [] };
  const waiting = new Set();
  const lateness = createLateness();
  /** A clock that stands still while the machine has no time for this process. */
  const now = () => performance.now() - lateness();

  const image = () => {
    const tag = random(20_000);
    const bad = misbehaving[random(misbehaving.length)];
    return [`${host}/acme/app${random(50)}:${tag}`, `${bad}/acme/app${random(50)}:${tag}`, `${host}/acme/app`, `registry.example/a:${tag}`, 'Node:20', `somebody/app:1@sha256:${'a'.repeat(64)}`][random(6)];
  };
  const pod = () => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${random(99)} }\nspec:\n  containers:\n    - name: a\n      image: ${image()}\n`;
  const stage = () => `ARG BASE${random(9)}=${image()}\nFROM ${image()} AS s${random(9)}\nRUN echo ${'x'.repeat(random(200))}\n`;

  function ask(method, params) {
    counts.asked += 1;
    const began = now();
    const answer = connection.sendRequest(method, params).then(
      () => {
        if (method !== 'textDocument/hover') return;
        counts.hovers.push(now() - began);
        if (counts.hovers.length > mostHovers) counts.hovers.shift();
      },
      // A document may be closed by then.
      () => undefined,
    );
    waiting.add(answer);
    void answer.finally(() => waiting.delete(answer));
  }

  async function open() {
    const yaml = random(2) === 0;
    const parts = Array.from({ length: 1 + random(60) }, yaml ? pod : stage);
    const uri = `file:///soak/${counts.opened}/${yaml ? 'pod.yaml' : 'Dockerfile'}`;
    const document = { uri, yaml, version: 1, lines: parts.join('').split('\n') };
    documents.push(document);
    counts.opened += 1;
    const textDocument = { uri, languageId: yaml ? 'yaml' : 'dockerfile', version: 1, text: document.lines.join('\n') };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    if (documents.length <= mostOpen) return;
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri: documents.shift().uri } });
  }

  /** Types into one of the two youngest: the others rest, and are looked up. */
  async function edit() {
    const document = documents.at(-1 - random(Math.min(2, documents.length)));
    const line = random(document.lines.length);
    const text = document.yaml ? `      image: ${image()}` : `FROM ${image()}`;
    const range = { start: { line, character: 0 }, end: { line, character: document.lines[line].length } };
    document.lines[line] = text;
    document.version += 1;
    counts.edits += 1;
    const textDocument = { uri: document.uri, version: document.version };
    await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] });
  }

  function point() {
    const { uri, lines } = documents[random(documents.length)];
    const position = { line: random(lines.length), character: 8 };
    ask('textDocument/hover', { textDocument: { uri }, position });
    ask('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [], triggerKind: 1 } });
  }

  function click() {
    const { uri } = documents[random(documents.length)];
    if (random(4) === 0) ask('plimsoll/verify', { reference: `${host}/acme/app1:${random(50)}`, uri });
    else ask('plimsoll/pinAll', { uri });
  }

  const rest = async () => {
    if (waiting.size > 50) await Promise.race(waiting);
    await wait(random(4) === 0 ? 60 : 5);
  };

  return {
    counts,
    async step() {
      const die = random(200);
      if (documents.length === 0 || die < 10) await open();
      else if (die < 30) point();
      else if (die === 30) click();
      else if (die === 31 && random(20) === 0) await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      else await edit();
      await rest();
    },
    /** Everything is answered; gives the slowest of the last hovers, in milliseconds that the machine had time for us. */
    async finish() {
      await Promise.all(waiting);
      return Math.max(0, ...counts.hovers);
    },
  };
}
