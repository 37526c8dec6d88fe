import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const japanese = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.ja.json'), 'utf8')) as Record<string, string>;

interface Template {
  readonly text: string | undefined;
  readonly place: string;
}

/** The first arguments of all calls that make text for the user; undefined where it is no literal. */
function templatesIn(file: string): Template[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Template[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(message|l10n\.t|vscode\.l10n\.t)$/.test(node.expression.getText())) {
      const [first] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ text: first && ts.isStringLiteralLike(first) ? first.text : undefined, place: `${file}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = ['server/src', 'client/src'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => `${folder}/${path}`),
);
const templates = files.flatMap(templatesIn);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(match => match[0]).sort();

describe('translations', () => {
  it('finds the texts at all', () => {
    expect(templates.length).toBeGreaterThan(80);
  });

  it('has only literal templates, so that every text can be translated', () => {
    expect(templates.filter(({ text }) => text === undefined).map(({ place }) => place)).toEqual([]);
  });

  it('has every text in Japanese', () => {
    const missing = templates.filter(({ text }) => text !== undefined && text !== '' && !Object.hasOwn(japanese, text));
    expect([...new Set(missing.map(({ text }) => text))]).toEqual([]);
  });

  it('has no translation that nothing uses', () => {
    const used = new Set(templates.map(({ text }) => text));
    expect(Object.keys(japanese).filter(key => !used.has(key))).toEqual([]);
  });

  it('keeps the placeholders', () => {
    const wrong = Object.entries(japanese).filter(([key, value]) => placeholders(key).join() !== placeholders(value).join());
    expect(wrong).toEqual([]);
  });

  it('has the same keys in both manifests', () => {
    const keys = (name: string) => Object.keys(JSON.parse(readFileSync(join(root, name), 'utf8')) as object).sort();
    expect(keys('package.nls.ja.json')).toEqual(keys('package.nls.json'));
  });
});
