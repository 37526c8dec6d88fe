import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { client } from '../support/lsp-session';

/** The Markdown of the hover over the first reference. */
async function hoverOver(reference: string): Promise<string> {
  const server = await client({ settings: { lookups: 'off' } });
  const uri = 'file:///nowhere/Dockerfile';
  await server.open(uri, `FROM ${reference}\n`);
  const hover = await server.hover(uri, 0, 7);
  return (hover as { contents: { value: string } }).contents.value;
}

/** Without code spans and escaped signs: what is left is Markdown that means something. */
function meaningful(markdown: string): string {
  return markdown.replace(/(`+)[^]*?[^`]\1(?!`)/g, '').replace(/\\./g, '');
}

const targets = (markdown: string): readonly string[] => [...meaningful(markdown).matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);

describe('what a document says, in a hover', () => {
  it.each([
    '[x](command:workbench.action.terminal.new)',
    '![x](https://evil.example/p.png)',
    '<img/src=x/onerror=alert(1)>',
    '`[x](command:workbench.action.quit)`',
    '[x](https://evil.example)',
  ])('attack A17: is no link, picture or HTML: %s', async hostile => {
    const plain = await hoverOver('ghcr.io/acme/app:1');
    expect(targets(plain).every(target => /^(command:plimsoll\.|https:\/\/)/.test(target))).toBe(true);
    const hover = await hoverOver(hostile);
    expect(hover).toContain('x');
    expect(targets(hover)).toEqual([]);
    expect(meaningful(hover)).not.toMatch(/[<!]/);
  });

  it('attack A17: may run no command but those that the client names', () => {
    const source = readFileSync(join(import.meta.dirname, '../../client/src/client.ts'), 'utf8');
    expect(source).toContain('markdown: { isTrusted: { enabledCommands: hoverCommands }, supportHtml: false');
    const [, list = ''] = /hoverCommands = \[([^\]]*)\]/.exec(source) ?? [];
    const named = list.split(',').map(name => name.trim()).filter(Boolean);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(name).toMatch(/^commands\.\w+$/);
  });
});
