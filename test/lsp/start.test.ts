import { describe, expect, it } from 'vitest';
import { drawn } from '../support/lsp-client';
import { client } from '../support/lsp-session';

const pod = (image: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${image}\n`;
const pods = (count: number) => Array.from({ length: count }, (_, index) => pod(`registry.example/app:${index}`)).join('---\n');
const stages = (count: number) => Array.from({ length: count }, (_, index) => `FROM registry.example/app:${index} AS s${index}\nRUN echo ${'x'.repeat(40)}\n`).join('');
const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
/** Every pause of the server is over by then. */
const quiet = 500;

describe('a document that is opened', () => {
  it.each([
    ['manifests', 'file:///w/pods.yaml', 'yaml', pods(1_200), 1_200],
    ['stages', 'file:///w/Dockerfile', 'dockerfile', stages(1_200), 1_200],
  ])('of many %s is published twice, first its start and then all of it', async (_what, uri, language, text, images) => {
    const server = await client();
    await server.open(uri, text, language);
    await server.until(uri, ({ diagnostics }) => diagnostics.length === images);
    await wait(quiet);
    expect(server.published.map(({ version }) => version)).toEqual([1, 1]);
    const [start, whole] = server.published.map(drawn);
    expect(start?.length).toBeGreaterThan(100);
    expect(start?.length).toBeLessThan(images / 2);
    expect(whole?.slice(0, start?.length)).toEqual(start);
  });

  it.each([
    ['short', stages(20), 20],
    ['long, and hides something in all of it', `${stages(1_200)}# plimsoll-ignore-file tag-missing: x\n`, 1_200],
  ])('and is %s is published once', async (_what, text, images) => {
    const server = await client();
    await server.open('file:///w/Dockerfile', text);
    await server.until('file:///w/Dockerfile', () => true);
    await wait(quiet);
    expect(server.published.map(({ diagnostics }) => diagnostics.length)).toEqual([images]);
  });

  it('is published once more when it changes, and as a whole', async () => {
    const server = await client();
    const uri = 'file:///w/pods.yaml';
    await server.open(uri, pods(1_200), 'yaml');
    await server.until(uri, ({ diagnostics }) => diagnostics.length === 1_200);
    await server.change(uri, 'x', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    await server.until(uri, ({ version }) => version === 2);
    await wait(quiet);
    expect(server.published.map(({ version, diagnostics }) => [version, diagnostics.length]).slice(2)).toEqual([[2, 1_199]]);
  });
});
