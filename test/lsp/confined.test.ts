import { describe, expect, it } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver';
import { limitOf } from '../../server/src/lsp/limits';
import { notifications, requests, type DocumentStatus, type PlannedEdit } from '../../server/src/protocol';
import { client, registry } from '../support/lsp-session';

const virtual = 'vscode-vfs://github/acme/shop/Dockerfile';

describe('what holds us back', () => {
  it.each([
    ['file:///shop/Dockerfile', undefined],
    ['untitled:Untitled-1', undefined],
    ['', undefined],
    [virtual, 'not-on-disk'],
    ['mem:/shop/Dockerfile', 'not-on-disk'],
    ['file:///shop/%00/Dockerfile', 'not-on-disk'],
  ] as const)('from %j: %s', (uri, limit) => {
    expect(limitOf(uri, {})).toBe(limit);
    expect(limitOf(uri, { inBrowser: true })).toBe('in-browser');
  });
});

describe('a document that is on no disk', () => {
  it('is judged, asked about by nobody, and says so', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    const statuses: DocumentStatus[] = [];
    server.connection.onNotification(notifications.status, (status: DocumentStatus) => void statuses.push(status));
    await server.open(virtual, `FROM ${fake.host}/acme/app:1\nFROM node\n`);
    const { diagnostics } = await server.until(virtual, found => found.diagnostics.length >= 2);
    const hover = (await server.hover(virtual, 0, 8)) as Hover & { contents: { value: string } };
    expect(hover.contents.value).toContain('this document is not on a disk');
    expect(statuses.at(-1)).toMatchObject({ uri: virtual, text: '2 image references', detail: 'Not on a disk: no look-ups, and .plimsoll.yaml is not read', severity: 'information' });
    const actions = await server.codeActions(virtual, diagnostics, { triggerKind: 1 });
    expect(actions.map(({ title }) => title).filter(title => /\bpin\b|digest|verify|convert|look up/i.test(title))).toEqual([]);
    for (const request of [requests.pinAll, requests.updateAll]) {
      const plan: PlannedEdit = await server.connection.sendRequest(request, { uri: virtual });
      expect(plan).toMatchObject({ edits: [], changed: 0, failed: ['Not on a disk: no look-ups, and .plimsoll.yaml is not read'] });
    }
    for (const [request, params] of [[requests.verify, { reference: `${fake.host}/acme/app:1`, uri: virtual }], [requests.convert, { uri: virtual }]] as const) {
      expect(await server.connection.sendRequest(request, params)).toEqual({ ok: false, reason: 'Not on a disk: no look-ups, and .plimsoll.yaml is not read' });
    }
    expect(fake.asked).toEqual([]);
  }, 20_000);

  it('gets the image of another publisher without its digest, as offline', async () => {
    const server = await client({ settings: {} });
    await server.open(virtual, 'FROM redis:7\n');
    const { diagnostics } = await server.until(virtual, found => found.diagnostics.length >= 1);
    const swap = (await server.codeActions(virtual, diagnostics)).find(({ title }) => title.includes('cgr.dev/chainguard/redis')) as CodeAction;
    const plan: PlannedEdit = await server.connection.sendRequest(requests.resolveFix, swap.command?.arguments?.[0]);
    expect(plan).toMatchObject({ changed: 1, failed: [], edits: [{ newText: 'cgr.dev/chainguard/redis:latest' }] });
  }, 20_000);

  it('offers no source action that pins', async () => {
    const server = await client({ settings: {} });
    await server.open(virtual, 'FROM redis:7\n');
    await server.until(virtual, found => found.diagnostics.length >= 1);
    expect(await server.codeActions(virtual, [], { only: ['source.pinImages.plimsoll'] })).toEqual([]);
  }, 20_000);
});
