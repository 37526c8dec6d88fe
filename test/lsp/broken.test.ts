import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { startServer } from '../../server/src/lsp/server';
import type { Runtime } from '../../server/src/lsp/runtime';

const uri = 'file:///nowhere/Dockerfile';
const place = { textDocument: { uri }, position: { line: 0, character: 6 } };

/** A server in this process whose engine throws at whatever it is asked, until it is mended. */
async function brokenServer() {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const errors: string[] = [];
  const ignore = () => undefined;
  let broken = true;
  const throwing = new Proxy({}, {
    get: (_, method) => () => {
      if (broken) throw new Error(`${String(method)} is broken`);
      return method === 'check' ? { findings: [], suppressed: [] } : { format: 'dockerfile', text: '', uses: [], comments: [] };
    },
  });
  const runtime = {
    service: throwing,
    files: { readText: async () => undefined, walk: async function* () { /* no files */ } },
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    log: { debug: ignore, info: ignore, warn: ignore, error: (text: string) => void errors.push(text) },
    localNames: { mayName: () => false, collect: () => ({ built: new Set(), rewritten: new Set() }) },
    machine: Promise.resolve({ keys: {}, problems: [] }),
    homepage: 'https://x.example',
    version: '0',
    bundle: async () => undefined,
    useTrustRoot: ignore,
    useNetwork: ignore,
    useLogins: ignore,
    useEditor: ignore,
    logins: { registries: async () => [] },
    useStorage: ignore,
  } as unknown as Runtime;
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  startServer(connection, runtime);
  connection.listen();
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const published: PublishDiagnosticsParams[] = [];
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => void published.push(params));
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: { textDocument: { publishDiagnostics: {} } } });
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'dockerfile', version: 1, text: 'FROM node:20\n' } });
  return { client, errors, published, mend: () => void (broken = false) };
}

describe('an engine that throws', () => {
  it.each<[string, object, object | null]>([
    ['textDocument/hover', place, null],
    ['textDocument/codeAction', { ...place, range: { start: place.position, end: place.position }, context: { diagnostics: [] } }, []],
    ['textDocument/diagnostic', place, { kind: 'full', items: [] }],
    ['plimsoll/images', { uri }, []],
    ['plimsoll/fixes', { uri, position: place.position }, []],
    ['plimsoll/pinAll', { uri }, { edits: [], failed: [expect.stringContaining('inside Plimsoll')] }],
    ['plimsoll/resolveFix', { uri, version: 1, offset: 6, kind: 'pin' }, { edits: [], failed: [expect.stringContaining('inside Plimsoll')] }],
    ['plimsoll/verify', { reference: 'node:20', uri }, { ok: false, reason: expect.stringContaining('inside Plimsoll') }],
  ])('leaves %s answered', async (method, params, expected) => {
    const { client, errors } = await brokenServer();
    const answer = await client.sendRequest(method, params);
    if (expected === null || Array.isArray(expected)) expect(answer).toEqual(expected);
    else expect(answer).toMatchObject(expected);
    expect(errors.join()).toMatch(/Error: \w+ is broken/);
  });

  it('takes nothing else with it: the next edit is checked again', async () => {
    const { client, errors, published, mend } = await brokenServer();
    await expect.poll(() => errors.join()).toContain('check: ');
    mend();
    await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 'FROM node:21\n' }] });
    await expect.poll(() => published).toEqual([{ uri, version: 2, diagnostics: [] }]);
  });
});
