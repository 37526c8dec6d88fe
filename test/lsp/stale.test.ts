import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { DocumentStatus } from '../../server/src/protocol';
import { LoopbackRegistry } from '../support/loopback-registry';
import { LspClient } from '../support/lsp-client';
import { createRandom, type Random } from '../support/random';

const operations = 500;
/** To look further: `PLIMSOLL_SEED=7 npx vitest run test/lsp/stale.test.ts`. */
const seed = Number(process.env['PLIMSOLL_SEED'] ?? 1);
/** Milliseconds without anything after which nothing comes any more: more than the longest pause that the server makes. */
const quiet = 2600;

/** Ten seconds where nothing else runs. */
const longest = 90_000;

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** What the server had been told about a document by one notification. */
interface State {
  /** Undefined: closed. */
  readonly version?: number;
  readonly text?: string;
  /** A long document may say its start before the whole then. */
  readonly opened?: boolean;
}

interface Editing {
  readonly uri: string;
  readonly languageId: 'dockerfile' | 'yaml';
  lines: string[];
  /** What follows the lines and is never edited. */
  readonly rest: string;
  /** Every state so far, in the order in which the server hears of them. */
  readonly states: State[];
  /** States before this one are over: the server has answered something that was asked after this one. */
  over: number;
}

const textOf = ({ lines, rest }: Editing) => lines.join('') + rest;
const filler = `${'# 🐳 what nobody reads\n'.repeat(2_800)}`;
/** So long that the last image of all is far from the first screens. */
const rests = {
  yaml: `\n---\n${filler}---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: last/app:1\n`,
  dockerfile: `\n${filler}FROM last/app:1\n`,
};
const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

function image(random: Random, host: string): string {
  const tag = random.below(40);
  return random.pick([
    `${host}/acme/app:${tag}`, `${host}/acme/app`, `${host}/acme/app:latest`, `${host}/acme/app@sha256:${'a'.repeat(64)}`,
    // Nobody is asked about these.
    `registry.example/app:${tag}`, 'registry.example/app', `somebody/app:${tag}@sha256:${'b'.repeat(64)}`, 'Node:20', '',
  ]);
}

function line(random: Random, host: string, languageId: Editing['languageId']): string {
  const named = image(random, host);
  if (languageId === 'yaml') {
    return random.pick([
      `---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ${named}\n    - image: "${named}"\n`,
      `---\n# 😀\napiVersion: v1\nkind: Pod\nspec: { containers: [{ image: ${named || 'x'} }] }\n`, '---\nkind: ConfigMap\napiVersion: v1\n', '---\n[',
    ]);
  }
  return random.pick([`FROM ${named}\n`, `FROM ${named} AS a\r\n`, '# 😀\n', `ARG BASE=${named}\nFROM $BASE\nFROM \${BASE}\n`, 'RUN true\n']);
}

/** A client's own record of what it said, and a judge of everything that it hears. */
class Judge {
  readonly #server: LspClient;
  readonly #oracle: LspClient;
  readonly #clean = new Map<string, Promise<string>>();
  readonly heard: { readonly editing: Editing; readonly from: number; readonly to: number; readonly params: PublishDiagnosticsParams }[] = [];
  readonly editings: Editing[];
  /** Publications that held less than the whole. */
  starts = 0;

  constructor(server: LspClient, oracle: LspClient, editings: Editing[]) {
    this.#server = server;
    this.#oracle = oracle;
    this.editings = editings;
    server.onPublished = params => {
      const editing = editings.find(({ uri }) => uri === params.uri);
      if (!editing) throw new Error(`published for ${params.uri}, which was never opened`);
      this.heard.push({ editing, from: editing.over, to: editing.states.length - 1, params });
    };
  }

  /** After a notification: as soon as the server answers this, nothing older than now may come. */
  said(editing: Editing, state: State): void {
    const index = editing.states.push(state) - 1;
    const over = (): void => void (editing.over = Math.max(editing.over, index));
    // Nobody handles the method, so that the answer comes in the order of the messages.
    this.#server.connection.sendRequest('test/nobody').then(over, over);
  }

  /** What a fresh server finds in a text that it sees for the first time. */
  clean(editing: Editing, text: string): Promise<string> {
    const key = `${editing.languageId} ${text}`;
    let found = this.#clean.get(key);
    if (!found) {
      const uri = `file:///clean/${this.#clean.size}/${editing.uri.slice(editing.uri.lastIndexOf('/') + 1)}`;
      found = this.#findIn(uri, editing.languageId, text);
      this.#clean.set(key, found);
    }
    return found;
  }

  async #findIn(uri: string, languageId: string, text: string): Promise<string> {
    await this.#oracle.open(uri, text, languageId);
    const report = await this.#oracle.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    await this.#oracle.close(uri);
    return comparable(uri, (report as { items: Diagnostic[] }).items);
  }

  /** Undefined when all is well. Of the states that one publication may be of, the earliest one that fits is taken. */
  async verdict(): Promise<string | undefined> {
    const reached = new Map<Editing, number>();
    for (const { editing, from, to, params } of this.heard) {
      const first = Math.max(from, reached.get(editing) ?? 0);
      const fitting = await this.#fitting(editing, { first, last: to, params });
      if (fitting === undefined) {
        const possible = editing.states.slice(first, to + 1).map(({ version }) => version ?? 'closed').join(', ');
        return `seed ${seed}: ${editing.uri} version ${params.version} was published, of the states ${possible}: ${JSON.stringify(params.diagnostics)}`;
      }
      reached.set(editing, fitting);
    }
    return undefined;
  }

  async #fitting(editing: Editing, { first, last, params }: { first: number; last: number; params: PublishDiagnosticsParams }) {
    const found = comparable(editing.uri, params.diagnostics);
    for (let index = first; index <= last; index++) {
      const { version, text, opened } = editing.states[index] as State;
      if (version !== params.version) continue;
      if (text === undefined ? found === '[]' : await this.#isOf(editing, text, { params, found, opened })) return index;
    }
    return undefined;
  }

  async #isOf(editing: Editing, text: string, { params, found, opened }: { params: PublishDiagnosticsParams; found: string; opened: boolean | undefined }) {
    const clean = await this.clean(editing, text);
    if (found === clean) return true;
    const all = new Set((JSON.parse(clean) as Diagnostic[]).map(one => JSON.stringify(one)));
    const isStart = opened === true && editing.rest !== '' && params.diagnostics.every(one => all.has(comparable(editing.uri, [one]).slice(1, -1)));
    if (isStart) this.starts += 1;
    return isStart;
  }
}

function comparable(uri: string, diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify(diagnostics).replaceAll(uri, '');
}

function start(kinds: readonly Editing['languageId'][]): Editing[] {
  return kinds.map((languageId, index) => ({
    uri: `file:///w/${index}/${languageId === 'yaml' ? 'pod.yaml' : 'Dockerfile'}`, languageId, lines: [], states: [{}], over: 0,
    // The last two are long.
    rest: index < kinds.length - 2 ? '' : rests[languageId],
  }));
}

async function open(client: LspClient, judge: Judge, editing: Editing): Promise<void> {
  const text = textOf(editing);
  await client.open(editing.uri, text, editing.languageId);
  judge.said(editing, { version: 1, text, opened: true });
}

/** Replaces, adds or takes away one line, or writes all anew. */
async function edit(client: LspClient, judge: Judge, { editing, random, host }: { editing: Editing; random: Random; host: string }) {
  const { lines, languageId, uri } = editing;
  const from = random.below(lines.length + 1);
  const gone = lines.slice(from, from + random.below(2));
  const added = random.below(3) === 0 ? '' : line(random, host, languageId);
  const before = lines.slice(0, from).join('');
  const range = { start: positionAt(before), end: positionAt(before + gone.join('')) };
  lines.splice(from, gone.length, ...(added === '' ? [] : [added]));
  const text = textOf(editing);
  const version = await (random.below(5) === 0 ? client.change(uri, text) : client.change(uri, added, range));
  judge.said(editing, { version, text });
}

function positionAt(before: string): { line: number; character: number } {
  const lines = before.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

async function operate(client: LspClient, judge: Judge, { random, host }: { random: Random; host: string }): Promise<void> {
  const editing = random.pick(judge.editings);
  if (editing.states.at(-1)?.version === undefined) return open(client, judge, editing);
  const die = random.below(20);
  if (die > 1) return edit(client, judge, { editing, random, host });
  await client.close(editing.uri);
  judge.said(editing, {});
  if (die === 1) await open(client, judge, editing);
}

describe('whatever is done, and however long registries and settings take', () => {
  it(`nothing stale is published, and what stays is what a fresh server finds (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const registry = await LoopbackRegistry.start();
    cleanUp.push(() => registry.stop());
    registry.delay = () => random.below(250);
    const settings = { allowedHosts: [registry.host] };
    const slow = async () => {
      await wait(random.below(4) === 0 ? random.below(60) : 0);
      return settings;
    };
    const [server, oracle] = [await LspClient.start({ settings: slow }), await LspClient.start({ settings: { offline: true } })];
    cleanUp.push(() => server.stop(), () => oracle.stop());
    const busy = new Map<string, boolean>();
    server.connection.onNotification('plimsoll/status', (status: DocumentStatus) => void busy.set(status.uri, status.busy));
    const judge = new Judge(server, oracle, start(['dockerfile', 'yaml', 'dockerfile', 'yaml', 'dockerfile']));

    for (let count = 0; count < operations; count++) {
      await operate(server, judge, { random, host: registry.host });
      if (random.below(10) === 0) server.hover(random.pick(judge.editings).uri, 0, 6).catch(() => undefined);
      await wait(random.pick([0, 0, 0, 1, 2, 5, 10, 30, random.below(24) === 0 ? 450 : 40]));
    }
    await untilQuiet(judge, busy, registry);

    expect(await judge.verdict()).toBeUndefined();
    expect(await leftovers(judge)).toEqual([]);
    expect(judge.starts).toBeGreaterThan(0);
    expect(registry.asked.length).toBeGreaterThan(0);
    expect(judge.heard.filter(({ params }) => params.version !== undefined).length).toBeGreaterThan(operations / 10);
    expect(server.log.filter(text => !/^(HEAD|GET) http/.test(text))).toEqual([]);
    expect(registry.asked.filter(asked => !asked.includes('/acme/app/'))).toEqual([]);
  }, longest);
});

/** The last version of every open document is out, nobody is asked any more, and then nothing comes for a while. */
async function untilQuiet(judge: Judge, busy: ReadonlyMap<string, boolean>, registry: LoopbackRegistry): Promise<void> {
  const isBusy = () => registry.pending > 0 || judge.editings.some(({ uri, over, states }) =>
    over < states.length - 1 || (states.at(-1)?.version !== undefined && busy.get(uri) === true));
  for (let still = 0; still < quiet; still += 50) {
    if (isBusy()) still = 0;
    await wait(50);
  }
}

/** Documents whose last published findings are not those of a fresh server. */
async function leftovers(judge: Judge): Promise<string[]> {
  const wrong: string[] = [];
  for (const editing of judge.editings) {
    const { version, text } = editing.states.at(-1) as State;
    const last = judge.heard.findLast(heard => heard.editing === editing)?.params;
    const expected = text === undefined ? '[]' : await judge.clean(editing, text);
    if ((last ? comparable(editing.uri, last.diagnostics) : '[]') !== expected || (last && last.version !== version)) {
      wrong.push(`seed ${seed}: ${editing.uri} ends with version ${last?.version}, not ${version}, or with other findings`);
    }
  }
  return wrong;
}
