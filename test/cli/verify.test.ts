import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { signImage, testIdentity, testIssuer } from '../support/sign-image';

let folder: CliFolder;
let registry: FakeRegistry;

beforeEach(async () => {
  folder = new CliFolder();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

async function signed(): Promise<{ reference: string; environment: Record<string, string>; digest: string }> {
  const image = registry.putIndex('team/app', '1');
  const { trustedRoot } = await signImage({ image: { name: `${registry.host}/team/app`, ...image }, push: registry.push('team/app') });
  folder.put({ 'root.json': trustedRoot, 'machine.yaml': `trustedRoot: ${folder.path}/root.json\n` });
  return { reference: `${registry.host}/team/app:1`, environment: { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml` }, digest: image.digest };
}

describe('verify in a terminal', () => {
  it('says the verdict in its first line, then why, then every check, then the same for Cosign', async () => {
    const { reference, environment, digest } = await signed();
    folder.put({ '.plimsoll.yaml': `version: 1\nsignatures: [{ images: "${registry.host}/**", keyless: { issuer: "${testIssuer}", identity: "${testIdentity}" } }]\n` });
    const { code, out } = await folder.run(['verify', reference], environment);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual(['✔ Signature verified', `Signed by ${testIdentity} (issuer ${testIssuer}).`]);
    expect(out).toContain('  ✔ Signer who is accepted\n');
    expect(out).toMatch(new RegExp(`\ncosign verify |\n {2}cosign verify .*--trusted-root=${folder.path}/root.json ${registry.host}/team/app@${digest}\n`));
    expect(out).not.toContain('What to do next');
  });

  it('is coloured where somebody looks and wants it', async () => {
    registry.putIndex('team/bare', '1');
    const bare = `${registry.host}/team/bare:1`;
    expect((await folder.run(['verify', '--color', 'always', bare])).out).toMatch(/^\u001b\[33m! Not signed\u001b\[0m\n/);
    expect((await folder.run(['verify', bare], { NO_COLOR: '1' })).out).toMatch(/^! Not signed\n/);
  });

  it('says how to accept a signer whom nobody named, unless the policy is locked', async () => {
    const { reference, environment } = await signed();
    const { code, out } = await folder.run(['verify', reference], environment);
    expect(code).toBe(1);
    const entry = { images: `${registry.host}/team/app`, keyless: { issuer: testIssuer, identity: testIdentity } };
    expect(out).toContain(`\nWhat to do next\n  - To accept this signer, add to signatures in .plimsoll.yaml: ${JSON.stringify(entry)}\n`);
    folder.put({ '.plimsoll.yaml': `version: 1\nsignatures: [${JSON.stringify(entry)}]\n` });
    expect((await folder.run(['verify', reference], environment)).code).toBe(0);
    folder.put({ '.plimsoll.yaml': 'version: 1\nlocked: [signatures]\n' });
    expect((await folder.run(['verify', reference], environment)).out).not.toContain('What to do next');
  });

  it('names a signed alternative', async () => {
    registry.putIndex('hub/library/node', '24');
    folder.put({ '.plimsoll.yaml': `version: 1\nupstreams: { "${registry.host}/hub": docker.io }\n` });
    const { out } = await folder.run(['verify', `${registry.host}/hub/library/node:24`]);
    expect(out).toMatch(/What to do next\n {2}- Use \S+, signed by (?:Distroless|Chainguard)\n/);
  });

  it('speaks the language of the user, and JSON English', async () => {
    registry.putIndex('team/bare', '1');
    const bare = `${registry.host}/team/bare:1`;
    expect((await folder.run(['verify', '--lang', 'ja', bare])).out).toMatch(/^! 署名なし\n署名は見つかりませんでした。\n/);
    expect((await folder.run(['verify', '--lang', 'ja', '--format', 'json', bare])).json()).toMatchObject({ reason: 'No signature was found.' });
  });

  it('keeps reports apart, and answers with the worst of them', async () => {
    const { reference, environment } = await signed();
    const { code, out } = await folder.run(['verify', reference, '127.0.0.1:1/nobody/there:1'], environment);
    expect(code).toBe(2);
    expect(out).toMatch(/\n\n\? Could not be checked, which says nothing about the image\n/);
  });
});
