import { describe, expect, it } from 'vitest';
import { code, commandLink, escapeMarkdown, plain, webLink } from '../../server/src/lsp/markdown';

/** What CommonMark makes of backslash escapes of punctuation: the text that the reader sees. */
function unescape(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

describe('text in a hover', () => {
  it.each([
    '[click](command:workbench.action.terminal.new)',
    '<img src=x onerror=alert(1)>',
    'https://evil.example/x www.evil.example a@evil.example',
    '# big **bold** `code` $(bug) | a\\b &amp; ~~x~~ ![i](http://x)',
  ])('comes out as text: %s', text => {
    const escaped = escapeMarkdown(text);
    expect(unescape(escaped)).toBe(text);
    expect(escaped).not.toMatch(/(?<!\\)[[\]()<>`*_#$|!&~:@.]/);
  });

  it('is one line, with nothing invisible in it', () => {
    expect(plain('a\n\nb\u202Ec\u0007\u200Bd')).toBe('a b\uFFFDc\uFFFD\uFFFDd');
  });

  it('ends', () => {
    expect(plain('x'.repeat(5000))).toHaveLength(401);
  });

  it.each(['a`b', '``a``', '`', '', 'plain', '`[x](command:y)`'])('stays inside its code span: %j', text => {
    const span = code(text);
    const fence = /^`+/.exec(span)![0];
    const inner = span.slice(fence.length, -fence.length);
    expect(span.endsWith(fence)).toBe(true);
    expect(inner.match(/`+/g) ?? []).not.toContain(fence);
    expect(inner.trim()).toBe(text);
  });
});

describe('links', () => {
  it('carry their argument, whatever it holds', () => {
    const argument = { uri: "file:///a b/(c)'.x", n: 1 };
    const link = commandLink('Replace [x]', 'plimsoll.applyFix', argument);
    const pattern = /^\[Replace \\\[x\\\]\]\(command:plimsoll\.applyFix\?([^()\s]+)\)$/;
    expect(link).toMatch(pattern);
    const query = pattern.exec(link)![1]!;
    expect(JSON.parse(decodeURIComponent(query))).toEqual([argument]);
  });

  it('lead to pages of the web, whatever stands in the address', () => {
    expect(webLink('More', 'https://x.example/a b(c)')).toBe('[More](https://x.example/a%20b%28c%29)');
  });

  it.each(['command:workbench.action.terminal.new', 'http://x.example/', 'javascript:alert(1)', 'no address'])('lead to pages of the web alone: %s', url => {
    expect(webLink('More', url)).toBe('More');
  });
});
