import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../server/src');

/**
 * Who may import what: folder -> other folders, then packages. A folder may always import itself. The composition roots,
 * files directly below server/src, may import everything; nobody may import them, but for the table of settings.
 */
const layers: Readonly<Record<string, { folders: readonly string[]; packages: readonly string[] }>> = {
  core: { folders: [], packages: [] },
  formats: { folders: ['core'], packages: ['yaml'] },
  rules: { folders: ['core'], packages: [] },
  publishers: { folders: ['core'], packages: [] },
  registries: { folders: ['core'], packages: [] },
  catalog: { folders: ['core'], packages: [] },
  conversion: { folders: ['core'], packages: [] },
  policy: { folders: ['core'], packages: ['yaml'] },
  oci: { folders: ['core', 'registries'], packages: [] },
  signatures: { folders: ['core', 'oci'], packages: ['@sigstore/verify', '@sigstore/bundle', '@sigstore/core', '@sigstore/protobuf-specs', '@sigstore/tuf', '@tufjs/models', 'tuf-js', 'cborg', 'node:crypto'] },
  mirrors: { folders: ['core', 'registries', 'oci'], packages: ['smol-toml', 'node:net'] },
  facts: { folders: ['core', 'publishers', 'registries', 'catalog', 'policy', 'oci', 'signatures'], packages: [] },
  service: {
    folders: ['core', 'formats', 'rules', 'publishers', 'registries', 'catalog', 'conversion', 'policy', 'oci', 'signatures', 'facts'],
    packages: [],
  },
  protocol: { folders: ['core'], packages: [] },
  lsp: { folders: ['core', 'service', 'protocol'], packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'] },
  // node:util is no I/O: it parses the arguments.
  cli: { folders: ['core', 'service'], packages: ['node:util', 'diff'] },
  node: { folders: ['core'], packages: ['node:*', 'node-fetch', 'ignore'] },
};

/** What else a folder may import. */
const sharedRoots: Readonly<Record<string, readonly string[]>> = { lsp: ['settings'] };

/** Formats read each other's embedded text only through what is handed to them; the rest is ground that they share. */
const isolated = ['formats'];
const sharedGround = ['yaml', 'commands', 'hcl', 'code', 'embedded', 'format', 'memory', 'place', 'split', 'cache-source'];

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Path below server/src without extension, or the package. */
  readonly target: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => join(folder, path));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  return specifiers.map(specifier => ({
    file: relative(root, file),
    specifier,
    target: specifier.startsWith('.') ? relative(root, join(dirname(file), specifier)) : specifier,
  }));
}

/** The folder of a path below server/src; a folder's own name stands for its index. Empty for a composition root. */
function folderOf(path: string): string {
  const [first = ''] = path.split('/');
  return path.includes('/') || first in layers ? first : '';
}

function isAllowed({ file, specifier, target }: Import): boolean {
  const from = folderOf(file);
  const layer = layers[from];
  if (!layer) return from === '';
  if (!specifier.startsWith('.')) {
    return layer.packages.some(name => specifier === name || specifier.startsWith(`${name}/`) || (name === 'node:*' && specifier.startsWith('node:')));
  }
  const to = folderOf(target);
  if (to === '') return (sharedRoots[from] ?? []).includes(target);
  return to === from || layer.folders.includes(to);
}

const all = sourceFiles(root).flatMap(importsOf);

/** Whether a file imports, or passes on, something of the package that is there at run time. */
function importsValues(file: string, name: string): boolean {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return statements.some(statement => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return false;
    if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== name) return false;
    if (ts.isExportDeclaration(statement)) return !statement.isTypeOnly;
    const named = statement.importClause?.namedBindings;
    if (statement.importClause?.isTypeOnly) return false;
    return !named || !ts.isNamedImports(named) || named.elements.some(({ isTypeOnly }) => !isTypeOnly);
  });
}

/** How a root gets to the offending file: the chain that a reader needs to see. */
function chainTo(file: string): string {
  const importers = new Map<string, string>();
  for (const each of all) {
    const target = each.target.replace(/\/index$/, '');
    if (each.specifier.startsWith('.') && !importers.has(target)) importers.set(target, each.file);
  }
  const chain = [file];
  for (let at = file.replace(/(\/index)?\.ts$/, ''); importers.has(at) && chain.length < 12; ) {
    const next = importers.get(at) as string;
    chain.unshift(next);
    at = next.replace(/(\/index)?\.ts$/, '');
  }
  return chain.join(' -> ');
}

describe('architecture', () => {
  it('is described in server/README.md, every folder and every root of it', () => {
    const page = readFileSync(join(root, '../README.md'), 'utf8');
    const entries = readdirSync(root, { withFileTypes: true });
    const named = (name: string): boolean => page.includes(`\`${name}\``);
    expect(entries.map(({ name }) => name).filter(name => !named(name))).toEqual([]);
    const told = [...page.matchAll(/^\| \d \| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(Object.keys(layers).sort());
  });

  it('knows every folder', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory());
    expect(folders.map(folder => folder.name).filter(name => !(name in layers))).toEqual([]);
  });

  it('lets every file import only what its layer may', () => {
    expect(all.length).toBeGreaterThan(100);
    const wrong = all.filter(each => !isAllowed(each)).map(({ file, specifier }) => `${chainTo(file)} -> ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('keeps formats apart from each other', () => {
    const wrong = all.filter(({ file, specifier, target }) => {
      if (!isolated.includes(folderOf(file)) || !specifier.startsWith('.') || !target.startsWith('formats/')) return false;
      const [, from = ''] = file.replace(/\.ts$/, '').split('/');
      const [, to = ''] = target.split('/');
      return from !== 'index' && from !== to && !sharedGround.includes(to);
    });
    expect(wrong.map(({ file, specifier }) => `${file} -> ${specifier}`)).toEqual([]);
  });

  it('uses node-fetch in one place', () => {
    expect([...new Set(all.filter(({ specifier }) => specifier === 'node-fetch').map(({ file }) => file))]).toEqual(['node/http.ts']);
  });

  it('checks signatures by a digest alone in the conformance client, which does not ship, and nowhere else', async () => {
    const importers = (wanted: (each: Import) => boolean): string[] => [...new Set(all.filter(wanted).map(({ file }) => file))];
    expect(importers(({ specifier }) => specifier.startsWith('@noble/'))).toEqual(['prehashed.ts']);
    expect(importers(({ target }) => target === 'prehashed')).toEqual(['conformance.ts']);
    expect(importers(({ target }) => target === 'conformance')).toEqual([]);
    const { bundles } = (await import(join(root, '../../scripts/lib/bundles.mjs'))) as { bundles: readonly { entry: string; ships?: boolean }[] };
    expect(bundles.filter(({ entry }) => entry === 'server/src/conformance.ts')).toMatchObject([{ ships: false }]);
  });

  it('takes values out of the protocol’s libraries in one file each: a bundle copies all their names for every file that does', () => {
    const client = join(root, '../../client/src');
    expect(sourceFiles(root).filter(file => importsValues(file, 'vscode-languageserver')).map(file => relative(root, file))).toEqual(['lsp/lsp-values.ts']);
    expect(sourceFiles(client).filter(file => importsValues(file, 'vscode-languageclient')).map(file => relative(client, file))).toEqual(['client-values.ts']);
  });

  it('would notice a forbidden import', () => {
    const forbidden = [
      { file: 'core/range.ts', specifier: '../oci/client', target: 'oci/client' },
      { file: 'core/range.ts', specifier: 'node:fs', target: 'node:fs' },
      { file: 'rules/rule.ts', specifier: '../formats', target: 'formats' },
      { file: 'service/index.ts', specifier: 'vscode-languageserver', target: 'vscode-languageserver' },
      { file: 'lsp/server.ts', specifier: '../node/files', target: 'node/files' },
      { file: 'service/index.ts', specifier: '../main', target: 'main' },
    ];
    expect(forbidden.filter(isAllowed)).toEqual([]);
  });

  it('keeps the client to vscode, the shapes on the wire, and what fetches for the server', () => {
    const client = join(root, '../../client/src');
    const wrong = sourceFiles(client).flatMap(file =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('../../'))
        .filter(({ specifier }) => !/server\/src\/(protocol|editor-fetch|core\/[\w-]+)$/.test(specifier))
        .map(({ specifier }) => `${relative(client, file)} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});
