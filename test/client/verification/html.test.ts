import { describe, expect, it } from 'vitest';
import type { ReportPage, VerifyReport } from '../../../server/src/protocol';
import { reportHtml } from '../../../client/src/verification/html';
import type { Translations } from '../../../client/src/shown';
import { pageOf, textOf, unsigned, verified } from '../../support/report';

const english: Translations = { t: (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])) };
const options = { l10n: english, language: 'en', nonce: 'once', commandUri: (action: string) => `command:plimsoll.reportAction?${action}` };

function report(page: ReportPage, more: Partial<VerifyReport> = {}): VerifyReport {
  return { reference: page.reference, page, text: '', json: '', commands: [], steps: [], ...more };
}

const accepted = report(pageOf(verified), { commands: ['cosign verify x'], steps: [{ kind: 'retry', title: 'Try again' }] });
const page = reportHtml(accepted, options);

/** What a screen reader says of a page, more or less. */
function wordsOf(text: string): string {
  const words = text.replace(/<style[\s\S]*<\/style>/, '').replace(/<[^>]+>/g, ' ');
  return words.replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ');
}

/** Names of the tags, and values of the attributes that lead somewhere. */
function structureOf(text: string): { tags: string[]; attributes: string[]; links: string[] } {
  const tags = [...text.replace(/<style[\s\S]*<\/style>/, '').matchAll(/<([^\s>]+)([^>]*)>/g)];
  return {
    tags: [...new Set(tags.map(([, tag = '']) => tag.toLowerCase()))].sort(),
    attributes: [...new Set(tags.flatMap(([, , rest = '']) => [...rest.matchAll(/\s([a-z-]+)="[^"]*"/g)].map(([, name = '']) => name)))].sort(),
    links: [...text.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link),
  };
}

describe('the page of a verification', () => {
  it('loads nothing and runs nothing', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'nonce-once'; form-action 'none'; base-uri 'none'"`);
    expect(page).not.toMatch(/<script|<img|<iframe|<object|<link|<form|\son[a-z]+=|src=|url\(|@import/i);
  });

  it('says what the text says, the verdict first', () => {
    const words = wordsOf(page);
    expect(words.trimStart()).toMatch(/^Signature verified: ghcr.io\/acme\/app:1 Signature verified Signed by /);
    for (const line of textOf(verified).split('\n')) {
      for (const part of line.replace(/^[\s✔–]+/, '').split(': ')) expect(words).toContain(part.trim());
    }
  });

  it('offers to verify again once', () => {
    const retriesIn = (steps: VerifyReport['steps']): number => wordsOf(reportHtml(report(pageOf(verified), { steps }), options)).match(/Try again|Verify Again/g)?.length ?? 0;
    expect(retriesIn([])).toBe(1);
    expect(retriesIn([{ kind: 'retry', title: 'Try again' }])).toBe(1);
  });

  it('says every outcome in a word beside its sign', () => {
    const checks = page.match(/<li class="ok">.*?<\/li>/gs) ?? [];
    expect(checks.length).toBeGreaterThan(8);
    for (const check of checks) {
      expect(check).toContain('aria-hidden="true"');
      expect(check).toContain('<span class="word">ok</span>');
    }
  });

  it('has headings, lists and names for those who do not see it', () => {
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    for (const [, id = ''] of page.matchAll(/aria-labelledby="([^"]+)"/g)) expect(page).toContain(`<h2 id="${id}">`);
    expect(page).toContain('<nav aria-label="What to do next">');
    expect(page).toContain('<summary><bdi>SLSA provenance v1</bdi>');
  });

  it('links the pages that the server made, and the actions', () => {
    expect(structureOf(page).links).toEqual([
      'command:plimsoll.reportAction?step-0', 'command:plimsoll.reportAction?copy-text', 'command:plimsoll.reportAction?copy-json',
      'https://github.com/acme/app', 'https://github.com/acme/app/commit/0123456789abcdef0123456789abcdef01234567',
      'https://github.com/acme/app/actions/runs/42/attempts/1', 'https://search.sigstore.dev/?logIndex=123456',
      'command:plimsoll.reportAction?command-0',
    ]);
  });

  it.each(['command:workbench.action.terminal.new', 'javascript:alert(1)', 'http://x.example/', 'https://user@x.example/', 'https://x.example/" onclick="', 'file:///etc/passwd'])('makes no link of %s', link => {
    const fields = [{ label: 'x', value: 'y', link }];
    expect(reportHtml(report({ ...pageOf(unsigned), fields }), options)).not.toContain('>y</bdi></a>');
  });

  it('leaves out what there is not', () => {
    const bare = reportHtml(report({ ...pageOf(unsigned), sections: [] }), options);
    expect(bare).not.toMatch(/<section|What to do next|<details/);
    expect(bare).toContain('Not signed');
  });

  it('escapes every text that it is given', () => {
    const evil = `"><script>alert(1)</script><a href="command:x">'\`&amp;`;
    const check = { label: evil, outcome: 'failed' as const, word: evil, reason: evil };
    const field = { label: evil, value: evil, link: evil };
    const section = { title: evil, summary: evil, fields: [field], checks: [check], parts: [] };
    const all: ReportPage = {
      reference: evil, verdict: 'invalid', tone: 'bad', headline: evil, reason: evil, fields: [field, { ...field, kind: 'code' }],
      sections: [{ ...section, parts: [section] }],
    };
    const escaped = reportHtml(report(all, { commands: [evil], steps: [{ kind: 'retry', title: evil }] }), options);
    const plain = structureOf(page);
    expect(structureOf(escaped).tags.filter(tag => !plain.tags.includes(tag))).toEqual([]);
    expect(structureOf(escaped).attributes.filter(name => !plain.attributes.includes(name))).toEqual([]);
    expect(structureOf(escaped).links.filter(link => !link.startsWith('command:plimsoll.reportAction?'))).toEqual([]);
  });
});
