// A language client as far as measuring needs one: over stdio, without a library that could differ between the servers.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export class Connection {
  #child;
  #settings;
  #received = Buffer.alloc(0);
  #answers = new Map();
  #ids = 0;
  /** `{ uri, version, at, findings }` of every publication. */
  published = [];
  #wake = [];

  /** `settings`: of Plimsoll; off the network unless they say otherwise. */
  constructor(command, args, settings = { offline: true }) {
    this.#settings = settings;
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.stdout.on('data', (data) => this.#take(data));
    this.#child.stdin.on('error', () => {});
  }

  request(method, params) {
    const id = (this.#ids += 1);
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  /** The first publication after `count` others that holds. Rejects after `limit` milliseconds. */
  async publication(count, holds, limit = 20_000) {
    const until = performance.now() + limit;
    for (;;) {
      const found = this.published.slice(count).find(holds);
      if (found) return found;
      if (performance.now() > until) throw new Error('no diagnostics came');
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#wake.push(() => (clearTimeout(timer), resolve()));
      });
    }
  }

  /** Megabytes: now, and at most so far. Undefined where there is no /proc. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
      return { now: field('VmRSS'), peak: field('VmHWM') };
    } catch {
      return { now: undefined, peak: undefined };
    }
  }

  /** Milliseconds of processor time so far, which other programs on the machine do not lengthen. Undefined where there is no /proc. */
  processorTime() {
    try {
      const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return undefined;
    }
  }

  /** Ends the server, politely first. */
  async stop() {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    const hard = setTimeout(() => this.#child.kill('SIGKILL'), 1_000);
    await Promise.race([this.request('shutdown'), ended]);
    this.notify('exit');
    await ended;
    clearTimeout(hard);
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, head).toString())?.[1]);
      if (this.#received.length < head + 4 + length) return;
      const body = this.#received.subarray(head + 4, head + 4 + length);
      const at = performance.now();
      this.#received = this.#received.subarray(head + 4 + length);
      this.#hear(JSON.parse(body.toString()), at);
    }
  }

  #hear(message, at) {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, version, diagnostics } = message.params;
      this.published.push({ uri, version, at, findings: diagnostics.length });
      for (const wake of this.#wake.splice(0)) wake();
    } else if (message.method && message.id !== undefined) {
      this.#send({ id: message.id, result: this.#answerTo(message) });
    } else if (message.id !== undefined) {
      this.#answers.get(message.id)?.(message.result);
      this.#answers.delete(message.id);
    }
  }

  #answerTo({ method, params }) {
    if (method !== 'workspace/configuration') return null;
    return params.items.map(({ section }) => (section === 'plimsoll' ? this.#settings : null));
  }
}
