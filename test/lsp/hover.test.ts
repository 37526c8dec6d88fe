import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startFakeRegistry } from '../support/fake-registry';
import { afterwards, client } from '../support/lsp-session';

/** The text of the hover over the first FROM. */
async function hoverOver(text: string, options: Parameters<typeof client>[0] = {}, uri = 'file:///nowhere/Dockerfile'): Promise<string> {
  const server = await client(options);
  await server.open(uri, text);
  const hover = await server.hover(uri, 0, 7);
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
