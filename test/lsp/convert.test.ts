import { describe, expect, it } from 'vitest';
import type { ConvertAnswer } from '../../server/src/protocol';
import { client } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';
const text = 'FROM ubuntu:22.04\n# tools\nRUN apt-get update && apt-get install -y curl\nCOPY --from=busybox /bin/x /\nCMD ["/app"]\n';

describe('converting a Dockerfile', () => {
  it('gives the whole text, what changes and what stays, and edits nothing', async () => {
    const server = await client();
    await server.open(uri, text);
    const answer = await server.connection.sendRequest<ConvertAnswer>('plimsoll/convert', { uri });
    if (!answer.ok) throw new Error(answer.reason);
    const { conversion } = answer;
    expect(conversion).toMatchObject({ uri, version: 1 });
    expect(conversion.text).toContain('FROM cgr.dev/chainguard/wolfi-base:latest\n# tools\nRUN apk add --no-cache curl\n');
    expect(conversion.changes).toMatchObject([{ line: 1, from: 'ubuntu:22.04', differences: expect.arrayContaining(['Wolfi, not Ubuntu']) as string[] }, { line: 3, differences: [] }]);
    expect(conversion.left).toMatchObject([{ line: 4, reference: 'busybox', failed: true }]);
    expect(conversion.edits.length).toBeGreaterThan(1);
  });

  it('is to one publisher on request, and to no other', async () => {
    const server = await client();
    await server.open(uri, 'FROM python:3.13\nCMD ["python", "/a.py"]\n');
    const to = async (publisher: unknown) => {
      const answer = await server.connection.sendRequest<ConvertAnswer>('plimsoll/convert', { uri, to: publisher });
      return answer.ok ? answer.conversion.text.split('\n', 1)[0] : answer.reason;
    };
    expect(await to('chainguard')).toBe('FROM cgr.dev/chainguard/python:latest');
    expect(await to('docker-hardened')).toBe('FROM dhi.io/python:3.13');
    expect(await to({ odd: true })).toMatch(/^FROM gcr\.io\/distroless/);
  });

  it('refuses what is no Dockerfile, or not open', async () => {
    const server = await client();
    const pod = 'file:///nowhere/pod.yaml';
    await server.open(pod, 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: node:24 }] }\n', 'yaml');
    for (const other of [pod, 'file:///nowhere/else', 7]) expect(await server.connection.sendRequest('plimsoll/convert', { uri: other })).toMatchObject({ ok: false });
  });

  it('asks no registry in an untrusted workspace, and so takes no digest for a pinned image', async () => {
    const server = await client({ initialization: { isTrusted: false }, settings: {} });
    const pinned = `FROM ubuntu:22.04@sha256:${'a'.repeat(64)}\n`;
    await server.open(uri, pinned);
    const answer = await server.connection.sendRequest<ConvertAnswer>('plimsoll/convert', { uri });
    expect(answer).toMatchObject({ ok: true, conversion: { text: pinned, left: [{ failed: true, reason: expect.stringContaining('not trusted') as string }] } });
  });

  it('is offered beside a base, as a rewrite that shows itself first', async () => {
    const server = await client();
    await server.open(uri, text);
    const { diagnostics } = await server.until(uri, () => true);
    const at = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } };
    const actions = await server.connection.sendRequest<{ kind: string; command?: { command: string; arguments: unknown[] } }[]>('textDocument/codeAction', { textDocument: { uri }, range: at, context: { diagnostics, triggerKind: 1 } });
    expect(actions.filter(({ kind }) => kind === 'refactor.rewrite')).toMatchObject([{ command: { command: 'plimsoll.convertDockerfile', arguments: [{ uri }] } }]);
    const elsewhere = { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } };
    const none = await server.connection.sendRequest<{ kind: string }[]>('textDocument/codeAction', { textDocument: { uri }, range: elsewhere, context: { diagnostics: [], triggerKind: 1 } });
    expect(none.filter(({ kind }) => kind === 'refactor.rewrite')).toEqual([]);
  });
});
