import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';

const says = (rules: string) => `${rules}: hidden by your own setting; CI reports it`;

async function scene({ settings, policy, text = 'FROM redis:7\n', trusted = true }: { settings?: object; policy?: string; text?: string; trusted?: boolean }): Promise<{ server: LspClient; uri: string; hovered: () => Promise<string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-hidden-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  if (policy !== undefined) writeFileSync(join(folder, '.plimsoll.yaml'), policy);
  const server = await client({ folders: [folder], settings: settings ?? {}, trusted });
  const uri = `file://${folder}/Dockerfile`;
  await server.open(uri, text);
  const hovered = async () => {
    const hover = await server.hover(uri, 0, 6);
    return (hover as { contents: { value: string } }).contents.value.replaceAll('\\', '');
  };
  return { server, uri, hovered };
}

const deferred = (rule: string, line = 0) => ({ rule, range: { start: { line, character: 5 }, end: { line, character: 12 } } });

describe('the hover over an image', () => {
  it('says what the settings of a person hide, and the command line reports', async () => {
    const { hovered } = await scene({ settings: { rules: { 'tag-not-pinned': 'off' } } });
    expect(await hovered()).toContain(says('tag-not-pinned'));
  });

  it('says nothing of what the team hides as well, of what is shown, and of what only the person asked for', async () => {
    const off = { rules: { 'tag-not-pinned': 'off' } };
    expect(await (await scene({ settings: off, policy: 'version: 1\nrules: { tag-not-pinned: off }\n' })).hovered()).not.toContain('hidden by');
    expect(await (await scene({ settings: off, text: 'FROM redis:7\n# plimsoll-ignore-file tag-not-pinned\n' })).hovered()).not.toContain('hidden by');
    expect(await (await scene({})).hovered()).not.toContain('hidden by');
    expect(await (await scene({ settings: { rules: { 'tag-not-pinned': 'warning' } } })).hovered()).not.toContain('hidden by');
  });

  it('says what another tool marks in our place', async () => {
    const { server, uri, hovered } = await scene({});
    const tell = (findings: unknown) => server.connection.sendNotification('plimsoll/deferred', { uri, findings });
    await tell([deferred('tag-not-pinned')]);
    expect(await hovered()).toContain(says('tag-not-pinned'));
    await tell([deferred('tag-not-pinned', 7), deferred('tag-latest')]);
    expect(await hovered()).not.toContain('hidden by');
    await tell([deferred('tag-not-pinned')]);
    await tell([]);
    expect(await hovered()).not.toContain('hidden by');
    for (const nonsense of [null, [null, { rule: 7 }, { rule: 'tag-not-pinned', range: null }], 'x']) {
      await tell(nonsense);
      expect(await hovered()).not.toContain('hidden by');
    }
  });
});
