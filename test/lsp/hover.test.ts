import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startFakeRegistry } from '../support/fake-registry';
import { ociIndex, ociManifest } from '../support/fake-registry-contents';
import { afterwards, client } from '../support/lsp-session';

/** The text of the hover over the first FROM. */
async function hoverOver(text: string, options: Parameters<typeof client>[0] = {}, uri = 'file:///nowhere/Dockerfile', line = 0): Promise<string> {
  const server = await client(options);
  await server.open(uri, text);
  const hover = await server.hover(uri, line, 7);
  const { contents } = hover as { contents: { value: string } };
  return contents.value.replaceAll('\\', '');
}

describe('the hover', () => {
  it('says who publishes, on what terms, and where more is said', async () => {
    const text = await hoverOver('FROM cgr.dev/chainguard/node:latest\n');
    expect(text).toContain('Chainguard: known publisher (by name)');
    expect(text).toContain('free without a login');
    expect(text).toContain('signs with Cosign');
    expect(text).toMatch(/\[About this publisher\]\(https:\/\/[^)]+\)/);
    expect(text).not.toMatch(/trusted|verified/);
  });

  it('says how the image lives, with date and source', async () => {
    expect(await hoverOver('FROM node:16\n')).toContain('Node.js 16 is past its end of life (2023-09-11, endoflife.date)');
  });

  it('says what would have to change, before anything is clicked', async () => {
    expect(await hoverOver('FROM node:24\nCMD node server.js\n')).toMatch(/`gcr\.io\/distroless\/nodejs24-debian13:nonroot` – changes needed on line 2/);
  });

  it('says why something is not offered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-hover-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), 'version: 1\ntrust: { publishers: [distroless, docker-official], strict: true }\n');
    const text = await hoverOver('FROM node:24\n', { folders: [folder] }, pathToFileURL(join(folder, 'Dockerfile')).href);
    expect(text).toMatch(/Not offered, because the trust list does not have them: .*cgr\.dev\/chainguard\/node:latest/);
    expect(text).toContain('gcr.io/distroless/nodejs24');
  });

  it('offers to look up a host that nobody allowed, of a cache with a known upstream too, and no public one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-hover-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), 'version: 1\nupstreams: { "harbor.example/hub": docker.io }\n');
    const options = { folders: [folder], settings: { lookups: 'off' } };
    const on = (reference: string) => hoverOver(`FROM ${reference}\n`, options, pathToFileURL(join(folder, 'Dockerfile')).href);
    const cached = await on('harbor.example/hub/library/node:24');
    expect(cached).toContain('Docker Official Images: known publisher (by name)');
    for (const text of [cached, await on('harbor.example/own/app:1')]) expect(text).toMatch(/\[Look up harbor\.example in this window\]\(command:plimsoll\.lookUpHost/);
    expect(await on('quay.io/own/app:1')).not.toContain('Look up');
  });

  it('shows both sizes where the registries may be asked', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    registry.putImageOf('hub/library/node', { tag: '24', layers: ['x'.repeat(1000)] });
    registry.putImageOf('cg/chainguard/node', { tag: 'latest', layers: ['x'.repeat(250)] });
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-hover-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), `version: 1\nupstreams: { "${registry.host}/hub": docker.io, "${registry.host}/cg": cgr.dev }\n`);
    const options = { folders: [folder], settings: { allowedHosts: [registry.host] } };
    const text = await hoverOver(`FROM ${registry.host}/hub/library/node:24\n`, options, pathToFileURL(join(folder, 'Dockerfile')).href);
    expect(text).toMatch(/1\.0 kB to pull for linux\/\w+/);
    expect(text).toContain('250 B (-75 %)');
    expect(text).toContain('Docker Official Images: known publisher (by name)');
  });
});

/** A folder with a policy, and the name of a Dockerfile in it. */
function inFolder(policy: string): { readonly folders: readonly string[]; readonly dockerfile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-hover-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '.plimsoll.yaml'), policy);
  return { folders: [folder], dockerfile: pathToFileURL(join(folder, 'Dockerfile')).href };
}

describe('the first line of a hover', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const verdictOf = async (text: string, options = {}, uri?: string, line?: number) => (await hoverOver(text, options, uri, line)).split('\n')[0];

  it.each([
    ['node:16', '⚠ **Node.js 16 is past its end of life (2023-09-11, endoflife.date)**'],
    ['node:24', 'ⓘ **Not pinned, known publisher (by name)**'],
    ['ghcr.io/acme/app', '⚠ **Not pinned, unknown publisher**'],
    ['somebody/app:1', '⚠ **somebody on Docker Hub is no known publisher**'],
    ['Node:20', '✘ **The repository must be in lower case.**'],
    ['$X', 'ⓘ **Only a build argument fills $X.**'],
    [`node:24@${digest}`, '✔ **Pinned, known publisher (by name)**'],
    [`harbor.example/a/b:1@${digest}`, 'ⓘ **Pinned, private registry**'],
  ])('is the gravest that there is to say of %s', async (reference, verdict) => {
    expect(await verdictOf(`FROM ${reference}\n`)).toBe(verdict);
  });

  it('says what is hidden by nobody: an ignored finding is no verdict', async () => {
    expect(await verdictOf('# plimsoll-ignore-next-line tag-not-pinned: on purpose\nFROM node:24\n', {}, undefined, 1)).toBe('ⓘ **Not pinned, known publisher (by name)**');
  });

  it('says trusted where the policy accepts the publisher, and nowhere else', async () => {
    const { folders, dockerfile } = inFolder('version: 1\ntrust: { publishers: [docker-official] }\n');
    expect(await verdictOf(`FROM node:24@${digest}\n`, { folders }, dockerfile)).toBe('✔ **Pinned, trusted**');
    expect(await verdictOf(`FROM cgr.dev/chainguard/node:latest@${digest}\n`, { folders }, dockerfile)).not.toContain('trusted**');
  });

  it('says that a tag serves another digest by now, once that was asked', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    const old = registry.putIndex('team/a', '1', 'then').digest;
    registry.putIndex('team/a', '1', 'now');
    const text = `FROM ${registry.host}/team/a:1@${old}\n`;
    expect(await verdictOf(text, { settings: { allowedHosts: [registry.host] } })).toBe('ⓘ **Pinned to a digest that its tag does not serve now, private registry**');
    expect(await verdictOf(text, { settings: { offline: true } })).toBe('ⓘ **Pinned, private registry**');
  });
});

describe('the lines of a hover', () => {
  it('tell in their order what the registry says: digest and age, platforms, size', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    const layer = registry.putBlob('team/a', 'x'.repeat(1000));
    const config = registry.putBlob('team/a', '{}');
    const created = new Date(Date.now() - 100 * 24 * 3_600_000).toISOString();
    const manifest = { schemaVersion: 2, mediaType: ociManifest, config, layers: [layer], annotations: { 'org.opencontainers.image.created': created } };
    const image = registry.putManifest('team/a', { manifest });
    const architectures = ['amd64', 'arm64', 's390x', 'riscv64', 'ppc64le', '386', 'mips64le', 'loong64'];
    const manifests = architectures.map(architecture => ({ ...image, size: 1, platform: { os: 'linux', architecture } }));
    const { digest } = registry.putManifest('team/a', { tag: '1', mediaType: ociIndex, manifest: { schemaVersion: 2, mediaType: ociIndex, manifests } });
    const text = await hoverOver(`FROM ${registry.host}/team/a:1\n`, { settings: { allowedHosts: [registry.host] } });
    const lines = text.split('\n').filter(line => line.startsWith('- '));
    expect(lines).toEqual([
      `- Digest now: \`${digest}\` · built 3 months ago`,
      '- Platforms: linux/amd64, linux/arm64, linux/s390x, linux/riscv64, linux/ppc64le, linux/386 and 2 more',
      expect.stringMatching(/^- 1\.0 kB to pull for linux\/\w+$/),
    ]);
  });

  it('say why nobody knows, of a tag and of a digest', async () => {
    const offline = { settings: { offline: true } };
    expect(await hoverOver('FROM node:24\n', offline)).toContain('- Digest: not looked up (offline)');
    expect(await hoverOver(`FROM node:24@sha256:${'a'.repeat(64)}\n`, offline)).toContain('- pinned to this digest · tag 24: not looked up (offline)');
  });

  it('say nothing twice, and end in links', async () => {
    const lines = (await hoverOver('FROM node:16\n')).split('\n');
    expect(lines.filter(line => line.includes('past its end of life'))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^\[Page of this image\]\(https:\/\/hub\.docker\.com\/_\/node\) \| \[About this publisher\]\(https:/);
  });
});
