import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { NameSignerAnswer, VerifyAnswer, VerifyReport, VerifyStep } from '../../server/src/protocol';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';
import { signImage, testIdentity, testIssuer } from '../support/sign-image';

interface Scene {
  readonly server: LspClient;
  readonly registry: FakeRegistry;
  readonly folder: string;
  readonly uri: string;
  readonly reference: string;
  readonly trustedRoot: string;
}

/** A workspace whose Dockerfile names a test-signed image; `policy` is its policy file, by the host of the registry. */
async function scene(policy?: (host: string) => string, { trusted = true, offline = false } = {}): Promise<Scene> {
  const registry = await startFakeRegistry();
  afterwards(() => registry.close());
  const image = registry.putIndex('team/app', '1');
  const signed = await signImage({ image: { name: `${registry.host}/team/app`, ...image }, push: registry.push('team/app') });
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-verify-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  const trustedRoot = join(folder, 'root.json');
  writeFileSync(trustedRoot, signed.trustedRoot);
  if (policy) writeFileSync(join(folder, '.plimsoll.yaml'), policy(registry.host));
  const server = await client({ folders: [folder], trusted, settings: { trustedRoot, offline, lookups: 'off' }, execArgv: ['--require', join(import.meta.dirname, '../support/loopback-only.cjs')] });
  const reference = `${registry.host}/team/app:1`;
  const uri = `file://${folder}/Dockerfile`;
  await server.open(uri, `FROM ${reference}\n`);
  return { server, registry, folder, uri, reference, trustedRoot };
}

async function verified({ server, uri, reference }: Pick<Scene, 'server' | 'uri' | 'reference'>): Promise<VerifyReport> {
  const answer = await server.connection.sendRequest<VerifyAnswer>('plimsoll/verify', { reference, uri });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.report;
}

function step<K extends VerifyStep['kind']>({ steps }: VerifyReport, kind: K): Extract<VerifyStep, { kind: K }> {
  const found = steps.find((each): each is Extract<VerifyStep, { kind: K }> => each.kind === kind);
  if (!found) throw new Error(`${kind} is not among ${steps.map(each => each.title).join(', ')}`);
  return found;
}

/** The text of the policy file after the edit of an answer. */
function edited(answer: NameSignerAnswer, before: string): string {
  if (!answer.ok) throw new Error(answer.reason);
  const document = TextDocument.create(answer.uri, 'yaml', 0, before);
  return TextDocument.applyEdits(document, answer.edits as { range: { start: { line: number; character: number }; end: { line: number; character: number } }; newText: string }[]);
}

const locked = (host: string) => `version: 1\nlocked: [signatures]\ncontact: security@acme.example\nrules: { tag-latest: off }\nsignatures: [{ images: "${host}/other/**", required: true }]\n`;

describe('a verification in the editor', () => {
  it('ends in a signer who can be named, in an edit of the policy that counts before it is saved', async () => {
    const world = await scene();
    const report = await verified(world);
    expect(report.page).toMatchObject({ verdict: 'signed-unpinned', headline: 'Signed, but nobody said who should sign' });
    const { title, request } = step(report, 'name-signer');
    expect(title).toBe(`Accept ${testIdentity} as a signer of this image`);
    expect(request).toEqual({ uri: world.uri, reference: world.reference, issuer: testIssuer, identity: testIdentity });

    const answer = await world.server.connection.sendRequest<NameSignerAnswer>('plimsoll/nameSigner', request);
    const policy = `file://${world.folder}/.plimsoll.yaml`;
    expect(answer).toMatchObject({ ok: true, uri: policy, version: 'new' });
    const text = edited(answer, '');
    expect(text).toBe(`version: 1\nsignatures:\n  - { images: "${world.registry.host}/team/app", keyless: { issuer: "${testIssuer}", identity: "${testIdentity}" } }\n`);

    await world.server.open(policy, text, 'yaml');
    await expect.poll(async () => (await verified(world)).page.verdict).toBe('verified');
    expect((await verified(world)).steps).toEqual([]);
    const again = await world.server.connection.sendRequest<NameSignerAnswer>('plimsoll/nameSigner', request);
    expect(again).toEqual({ ok: false, reason: 'The trust policy cannot be edited for this' });
  });

  it('edits the policy that an editor has open, and says of one that none has that it is another', async () => {
    const before = 'version: 1\n';
    const world = await scene(() => before);
    const { request } = step(await verified(world), 'name-signer');
    const ask = () => world.server.connection.sendRequest<NameSignerAnswer>('plimsoll/nameSigner', request);
    expect(await ask()).toMatchObject({ ok: true, version: null });
    await world.server.open(`file://${world.folder}/.plimsoll.yaml`, before, 'yaml');
    expect(await ask()).toMatchObject({ ok: true, version: 1 });
  });

  it('ends in a request to whoever keeps a locked policy, which is not edited', async () => {
    const world = await scene(locked);
    const report = await verified(world);
    expect(report.steps.map(({ kind }) => kind)).toEqual(['request-trust', 'fix']);
    const { request } = step(report, 'request-trust');
    expect(request.contact).toBe('security@acme.example');
    expect(request.text).toBe(`Please accept ${testIdentity} (issuer ${testIssuer}) as a signer of ${world.reference}.\nUsed in: Dockerfile`);
    const forced = { uri: world.uri, reference: world.reference, issuer: testIssuer, identity: testIdentity };
    expect(await world.server.connection.sendRequest('plimsoll/nameSigner', forced)).toMatchObject({ ok: false });
  });

  it('says that somebody else signed, who should have, and how to accept whoever did', async () => {
    const world = await scene(host => `version: 1\nsignatures: [{ images: "${host}/**", keyless: { issuer: "${testIssuer}", identity: "somebody@else" } }]\n`);
    const report = await verified(world);
    expect(report.page).toMatchObject({ verdict: 'invalid', headline: 'Signed by somebody else than expected' });
    expect(report.text).toContain(`As your trust policy says: somebody@else (issuer ${testIssuer})`);
    expect(report.steps.map(({ kind }) => kind)).toEqual(['name-signer', 'fix']);
    expect(report.commands).toEqual([expect.stringContaining('--certificate-identity=somebody@else')]);
  });

  it('ends in a signed alternative, as the light bulb would put it in place', async () => {
    const world = await scene(host => `version: 1\nupstreams: { "${host}/hub": docker.io }\n`);
    world.registry.putIndex('hub/library/node', '24');
    const uri = `file://${world.folder}/other.dockerfile`;
    const reference = `${world.registry.host}/hub/library/node:24`;
    await world.server.open(uri, `FROM ${reference}\n`);
    const report = await verified({ ...world, uri, reference });
    // Nothing is signed beside it, and what it stands for cannot be asked here.
    expect(report.page.verdict).toBe('unknown');
    const { title, fix } = step(report, 'fix');
    expect(title).toBe(`Use ${String(fix.target)}, signed by Distroless`);
    expect(fix).toMatchObject({ uri, version: 1, kind: 'swap', target: expect.stringMatching(/^gcr\.io\/distroless\/nodejs24/) as string });
    const offers = await world.server.connection.sendRequest<{ request: object }[]>('plimsoll/fixes', { uri, position: { line: 0, character: 8 } });
    expect(offers.map(({ request }) => request)).toContainEqual(fix);
  });

  it('copies the JSON that the command line prints', async () => {
    const world = await scene(() => 'version: 1\n');
    const report = await verified(world);
    const cli = new CliFolder().put({ '.plimsoll.yaml': 'version: 1\n', 'machine.yaml': `trustedRoot: ${world.trustedRoot}\n` });
    afterwards(() => cli.remove());
    const printed = await cli.run(['verify', '--format', 'json', world.reference], { PLIMSOLL_MACHINE_CONFIG: `${cli.path}/machine.yaml` });
    const { checkedAt: _, ...ours } = JSON.parse(report.json) as Record<string, unknown>;
    const { checkedAt: __, ...theirs } = printed.json();
    expect(ours).toEqual(theirs);
  });

  it('asks nobody in a workspace that is not trusted, and offers nothing that would change it', async () => {
    const world = await scene(undefined, { trusted: false });
    const report = await verified(world);
    expect(report.page.verdict).toBe('unknown');
    expect(report.steps.map(({ kind }) => kind)).toEqual(['retry']);
    expect(world.registry.requests).toEqual([]);
    const forced = { uri: world.uri, reference: world.reference, issuer: testIssuer, identity: testIdentity };
    expect(await world.server.connection.sendRequest('plimsoll/nameSigner', forced)).toMatchObject({ ok: false });
  });
});

describe('a way to the verification', () => {
  const linkTo = async ({ server, uri }: Scene) => ((await server.hover(uri, 0, 8))!.contents as MarkupContent).value.match(/\[Verify signature\]\(command:plimsoll\.verifyImage\?([^)]+)\)/)?.[1];
  const atImage = { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } };
  const actionFor = async ({ server, uri }: Scene, context = {}) => (await server.codeActions(uri, [{ range: atImage, message: '' }], context)).find(({ title }) => title.startsWith('Verify signature'));

  it('stands in the hover and in the light bulb, with the document that it is about', async () => {
    const world = await scene();
    const argument = { reference: world.reference, uri: world.uri };
    expect(JSON.parse(decodeURIComponent((await linkTo(world))!))).toEqual([argument]);
    const action = await actionFor(world);
    expect(action).toMatchObject({ title: `Verify signature of ${world.reference}`, kind: 'verify.plimsoll', command: { command: 'plimsoll.verifyImage', arguments: [argument] } });
    expect(action).not.toHaveProperty('isPreferred');
    expect(world.registry.requests).toEqual([]);
  });

  it('is no quick fix, and nothing that happens on save', async () => {
    const world = await scene();
    for (const only of [['quickfix'], ['source'], ['refactor']]) expect(await actionFor(world, { only })).toBeUndefined();
    expect(await actionFor(world, { only: ['verify'] })).toBeDefined();
  });

  it.each([['untrusted', { trusted: false }], ['offline', { offline: true }]])('is nowhere where nobody may be asked: %s', async (_name, options) => {
    const world = await scene(undefined, options);
    expect(await linkTo(world)).toBeUndefined();
    expect(await actionFor(world)).toBeUndefined();
  });
});
