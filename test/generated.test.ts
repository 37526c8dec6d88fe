import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;

describe('what is generated', () => {
  it('is up to date with the tables', () => {
    expect(execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root, encoding: 'utf8' })).toBe('');
  });
});

describe('the manifest', () => {
  const manifest = json('package.json') as {
    capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
    contributes: {
      commands: { command: string; title: string; category: string }[];
      menus: { commandPalette: { command: string; when: string }[] };
      configuration: { properties: Record<string, { scope: string; default: unknown; markdownDescription: string }> };
      grammars: { path: string }[];
      yamlValidation: { url: string }[];
    };
  };
  const { contributes, capabilities } = manifest;

  it('has every text in English and in Japanese', () => {
    const keys = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(match => match[1] as string);
    const english = json('package.nls.json');
    const japanese = json('package.nls.ja.json');
    expect(new Set(keys)).toEqual(new Set(Object.keys(english)));
    expect(Object.keys(japanese)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(japanese)) expect(text, key).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
  });

  it('points only to files that are there', () => {
    for (const path of [...contributes.grammars.map(({ path }) => path), ...contributes.yamlValidation.map(({ url }) => url)]) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });

  it('keeps a workspace that nobody trusts from loosening anything', () => {
    const restricted = Object.entries(contributes.configuration.properties)
      .filter(([, { scope }]) => scope === 'resource')
      .map(([key]) => key);
    expect(capabilities.untrustedWorkspaces).toMatchObject({ supported: 'limited', restrictedConfigurations: restricted });
    expect(Object.values(contributes.configuration.properties).map(({ scope }) => scope)).not.toContain('machine-overridable');
  });

  it('has commands of one category, and hides the one that needs an argument', () => {
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Plimsoll']));
    expect(contributes.menus.commandPalette).toContainEqual({ command: 'plimsoll.openRulePage', when: 'false' });
  });

  it('names only commands that the client registers', () => {
    const client = ['extension.ts', 'images/index.ts', 'images/item.ts'].map(file => read(`client/src/${file}`)).join('\n');
    for (const { command } of contributes.commands) expect(client).toContain(`'${command}'`);
  });
});
