import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FixOffer, PlannedEdit, VerifyAnswer } from '../../server/src/protocol';
import { findingsOfCli } from '../support/both-edges';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';
import { testIdentity } from '../support/sign-image';
import { SignedRegistry } from '../support/signed-registry';
import { otherIdentity, type Signed } from '../support/sign-as';

interface Scene {
  readonly server: LspClient;
  readonly folder: CliFolder;
  readonly registry: FakeRegistry;
  readonly images: SignedRegistry;
  readonly uri: string;
  readonly text: string;
  readonly digest: string;
}

async function scene(how: Signed, { required = false, settings = {}, extra = '' }: { required?: boolean; settings?: object; extra?: string } = {}): Promise<Scene> {
  const registry = await startFakeRegistry();
  afterwards(() => registry.close());
  const images = await SignedRegistry.over(registry);
  const folder = new CliFolder();
  afterwards(() => folder.remove());
  images.trustedIn(folder);
  const digest = await images.put('team/app', how);
  const text = `FROM ${images.host}/team/app:1\n`;
  folder.put({ '.plimsoll.yaml': images.policy({ required }) + extra.replace('HOST', images.host), Dockerfile: text });
  const server = await client({ folders: [folder.path], settings: { trustedRoot: `${folder.path}/root.json`, lookups: 'off', ...settings } });
  const uri = `file://${folder.path}/Dockerfile`;
  await server.open(uri, text);
  return { server, folder, registry, images, uri, text, digest };
}

const has = (rule: string) => ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }) => diagnostics.some(({ code }) => code === rule);

function verify({ server, images, uri }: Scene): Promise<unknown> {
  return server.connection.sendRequest('plimsoll/verify', { reference: `${images.host}/team/app:1`, uri });
}

function fixes({ server, uri }: Scene): Promise<FixOffer[]> {
  return server.connection.sendRequest('plimsoll/fixes', { uri, position: { line: 0, character: 6 } });
}

describe('once somebody verified an image', () => {
  it.each([['wrong', 'signature-invalid'], ['other', 'signer-untrusted']] as const)('its findings are published: %s', async (how, rule) => {
    const here = await scene(how);
    await here.server.until(here.uri, has('tag-not-pinned'));
    await verify(here);
    const { diagnostics } = await here.server.until(here.uri, has(rule));
    expect(diagnostics.find(({ code }) => code === rule)).toMatchObject({ severity: how === 'wrong' ? 1 : 2, codeDescription: { href: expect.stringContaining(`/rules/${rule}`) as string } });
  });

  it('the editor says what the command line says', async () => {
    for (const how of ['none', 'other', 'wrong'] as const) {
      const here = await scene(how, { required: true });
      await verify(here);
      const { diagnostics } = await here.server.until(here.uri, params => params.diagnostics.some(({ code }) => String(code).startsWith('sign')));
      const { out } = await here.folder.run(['check', '--format', 'json'], here.images.trustedIn(here.folder));
      const { findings } = JSON.parse(out) as { findings: { rule: string; message: string; severity: string }[] };
      const severities = ['', 'error', 'warning', 'information'];
      expect(diagnostics.map(({ code, message, severity }) => `${severities[severity ?? 0]} ${String(code)}: ${message as string}`).sort())
        .toEqual(findings.map(({ rule, message, severity }) => `${severity} ${rule}: ${message}`).sort());
    }
  }, 60_000);

  it.each([['good', `signature verified: ${testIdentity}`], ['wrong', 'signature not accepted'], ['none', 'not signed']] as const)('the hover tells what was found: %s', async (how, text) => {
    const here = await scene(how);
    const hover = async (): Promise<string> => {
      const answer = await here.server.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri: here.uri }, position: { line: 0, character: 8 } });
      // Markdown has its marks escaped.
      return answer.contents.value.replaceAll('\\', '');
    };
    expect(await hover()).not.toMatch(/signature (?:verified|not accepted)|not signed|signed by/i);
    await verify(here);
    expect(await hover()).toContain(text);
  });

  it('an ignore is not offered for what the policy requires', async () => {
    const here = await scene('none', { required: true });
    await verify(here);
    await here.server.until(here.uri, has('signature-missing'));
    expect((await fixes(here)).map(({ title }) => title)).toEqual([expect.stringMatching(/^Pin /), 'Ignore tag-not-pinned for this line', 'Ignore tag-not-pinned in this file']);
  });
});

describe('a signer whom nobody named', () => {
  const accepting = async ({ server, uri }: Scene): Promise<CodeAction[]> => {
    const { diagnostics } = await server.until(uri, has('signer-untrusted'));
    return (await server.codeActions(uri, diagnostics)).filter(({ title }) => title.includes(otherIdentity));
  };

  it('is accepted by an entry of the light bulb, which edits the policy', async () => {
    const here = await scene('other');
    await verify(here);
    const [action] = await accepting(here);
    expect(action).toMatchObject({ title: `Accept ${otherIdentity} as a signer of this image`, diagnostics: [{ code: 'signer-untrusted' }] });
    const [change] = action?.edit?.documentChanges as TextDocumentEdit[];
    const before = here.images.policy();
    const text = TextDocument.applyEdits(TextDocument.create('', 'yaml', 0, before), change?.edits as TextEdit[]);
    here.server.published.length = 0;
    await here.server.open(change!.textDocument.uri, text, 'yaml');
    await here.server.until(here.uri, params => !has('signer-untrusted')(params));
    const answer = (await verify(here)) as VerifyAnswer;
    expect(answer.ok && answer.report.page.verdict).toBe('verified');
  });

  it('is asked for where the policy locks its signers', async () => {
    const here = await scene('other', { extra: 'locked: [signatures]\ncontact: security@acme.example\n' });
    await verify(here);
    expect(await accepting(here)).toMatchObject([{ title: `Ask for ${otherIdentity} to be accepted as a signer`, command: { command: 'plimsoll.requestTrust', arguments: [{ contact: 'security@acme.example' }] } }]);
  });

  it('is offered only where that is what was found', async () => {
    const here = await scene('wrong');
    await verify(here);
    const { diagnostics } = await here.server.until(here.uri, has('signature-invalid'));
    expect((await here.server.codeActions(here.uri, diagnostics)).filter(({ title }) => title.startsWith('Accept '))).toEqual([]);
  });
});

describe('a pin in the editor', () => {
  const pin = (here: Scene, offer: FixOffer | undefined) => here.server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', offer?.request);

  it('is refused with the reason, and made anyway by a choice of its own', async () => {
    const here = await scene('other');
    const [first] = await fixes(here);
    const refused = await pin(here, first);
    expect(refused).toMatchObject({ edits: [], failed: [expect.stringContaining('its signature is not accepted')], isFound: true });
    await here.server.until(here.uri, has('signer-untrusted'));
    const offers = await fixes(here);
    const anyway = offers.find(({ request }) => request.unverified);
    expect(anyway?.title).toBe(`Pin ${here.images.host}/team/app:1 anyway, although its signature is not accepted`);
    expect(await pin(here, anyway)).toMatchObject({ changed: 1, failed: [], notes: [expect.stringContaining('its signature is not verified')] });
    expect(await pin(here, offers[0])).toMatchObject({ edits: [] });
  });

  it('cannot be made anyway where the policy requires a signature, whoever asks', async () => {
    const here = await scene('other', { required: true });
    const [first] = await fixes(here);
    const refused = await pin(here, first);
    expect(refused).toMatchObject({ edits: [], failed: [expect.stringContaining('the policy requires a signature on it')] });
    expect(refused.isFound).toBeUndefined();
    const forged = { ...first, request: { ...first?.request, unverified: true } } as FixOffer;
    expect(await pin(here, forged)).toMatchObject({ edits: [] });
  });

  it('is the last step of the report of what somebody else signed', async () => {
    const here = await scene('other');
    const answer = (await verify(here)) as VerifyAnswer;
    const step = answer.ok ? answer.report.steps.at(-1) : undefined;
    expect(step).toMatchObject({ kind: 'fix', title: 'Pin to this digest anyway', fix: { kind: 'pin', unverified: true } });
    expect(await here.server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', step?.kind === 'fix' ? step.fix : {})).toMatchObject({ changed: 1, edits: [{ newText: expect.stringContaining(here.digest) as string }] });
    const strict = (await verify(await scene('other', { required: true }))) as VerifyAnswer;
    expect(strict.ok && strict.report.steps.map(({ kind }) => kind)).toEqual(['name-signer']);
  });

  it('is a step of the report where a signature is only missing, and none where the policy requires one', async () => {
    const here = await scene('none');
    const answer = (await verify(here)) as VerifyAnswer;
    expect(answer.ok && answer.report.steps.map(({ title }) => title)).toContain('Pin to this digest anyway');
    const offered = answer.ok ? answer.report.steps.flatMap(step => (step.kind === 'fix' ? [step.fix] : [])) : [];
    expect(offered.map(({ kind, unverified }) => [kind, unverified])).toEqual([['pin', undefined]]);
    expect(await here.server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', offered[0])).toMatchObject({ changed: 1, edits: [{ newText: expect.stringContaining(here.digest) as string }] });
    const strict = (await verify(await scene('none', { required: true }))) as VerifyAnswer;
    expect(strict.ok && strict.report.steps.filter(({ kind }) => kind === 'fix')).toEqual([]);
  });

  it('tells with what is written that nobody signed it', async () => {
    const here = await scene('none');
    const [first] = await fixes(here);
    expect(await pin(here, first)).toMatchObject({ changed: 1, notes: [expect.stringContaining('No signature was found.')] });
  });
});

describe('verifying in the background', () => {
  it('is for publishers that were chosen, and what is found is published', async () => {
    // The loopback registry is a cache of two publishers, whose images somebody else signed.
    const extra = 'upstreams: { "HOST/cg": cgr.dev, "HOST/gcr": gcr.io }\n';
    const here = await scene('wrong', { extra });
    for (const repository of ['cg/chainguard/node', 'gcr/distroless/base']) await here.images.put(repository, 'wrong');
    const { host } = here.images;
    const uri = `file://${here.folder.path}/other/Dockerfile`;
    here.server.settings = { trustedRoot: `${here.folder.path}/root.json`, allowedHosts: [host], signatures: { background: ['chainguard'] } };
    await here.server.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await here.server.open(uri, `FROM ${host}/gcr/distroless/base:1\nFROM ${host}/cg/chainguard/node:1\n`);
    const { diagnostics } = await here.server.until(uri, has('signature-invalid'));
    expect(diagnostics.filter(({ code }) => code === 'signature-invalid').map(({ range }) => range.start.line)).toEqual([1]);
    // In the order of the document, one at a time: the other one would have had its turn before.
    const asked = here.registry.log.filter(line => /referrers|\.sig$/.test(line));
    expect(asked.every(line => line.includes('/cg/chainguard/'))).toBe(true);
    expect(asked.length).toBeGreaterThan(0);
  });
});

it('what the command line says of files is not touched by what was verified elsewhere', async () => {
  const here = await scene('wrong');
  await verify(here);
  await here.server.until(here.uri, has('signature-invalid'));
  const found = await findingsOfCli(here.folder.path);
  expect(found.get('Dockerfile')?.join()).not.toContain('signature');
});
