import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
/** As the manifest has them: what it does not inject is not injected here. */
const contributed = (read('package.json') as { contributes: { grammars: Contribution[] } }).contributes.grammars;

/** The little of a Dockerfile grammar that an injection can get in the way of: it takes `FROM … AS` whole. */
const dockerfile = {
  scopeName: 'source.dockerfile',
  patterns: [
    { match: '^\\s*#.*$', name: 'comment.line' },
    { match: '^\\s*\\b(?i:(FROM))\\b.*?\\b(?i:(AS))\\b', captures: { 1: { name: 'keyword' }, 2: { name: 'keyword' } } },
    { match: '^\\s*(?i:(ONBUILD)\\s+)?(?i:(FROM|COPY|RUN|ENV))\\s', captures: { 2: { name: 'keyword' } } },
    { begin: '"', end: '"', name: 'string.quoted.double' },
  ],
  repository: {},
};

/** Keys, comments, quoted, plain and block scalars. */
const yaml = {
  scopeName: 'source.yaml',
  patterns: [
    { match: '(?:^|(?<=\\s))#.*$', name: 'comment.line' },
    { begin: '(\\|)$', while: '^(\\s{4,}|$)', contentName: 'string.unquoted.block' },
    { match: '["\']?[\\w-]+["\']?(?=:\\s)', name: 'entity.name.tag' },
    { begin: '"', end: '"', name: 'string.quoted.double' },
    { begin: "'", end: "'", name: 'string.quoted.single' },
    { match: '(?<=: )[^\\s"\'\\[{#|&!][^#,}\\]]*', name: 'string.unquoted.plain' },
  ],
  repository: {},
};

/** Languages of which others bring the grammar. */
export type Host = 'source.dockerfile' | 'source.yaml' | 'source.github-actions-workflow';

const grammars: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(contributed.map(({ scopeName, path }) => [scopeName, read(path)])),
  'source.dockerfile': dockerfile,
  'source.yaml': yaml,
  'source.github-actions-workflow': { ...yaml, scopeName: 'source.github-actions-workflow' },
};

let ready: Promise<unknown> | undefined;

function loadEngine(): Promise<unknown> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  return (ready ??= oniguruma.loadWASM(readFileSync(wasm)));
}

async function grammarWithInjection(scopeName: string): Promise<IGrammar> {
  const registry = new textmate.Registry({
    onigLib: loadEngine().then(() => ({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    })),
    loadGrammar: (name) => Promise.resolve((grammars[name] as IRawGrammar | undefined) ?? null),
    getInjections: (name) => contributed.flatMap(({ scopeName, injectTo }) => (injectTo?.includes(name) ? [scopeName] : [])),
  });
  return (await registry.loadGrammar(scopeName)) as IGrammar;
}

export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** The tokens of each line, with the scopes that VS Code's own engine gives them. */
export async function tokenize(scopeName: Host, text: string): Promise<Token[][]> {
  const grammar = await grammarWithInjection(scopeName);
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}

const partOf = /\.(registry|repository|tag|digest)\.plimsoll$/;

/** `registry ghcr.io`, `registry / `, `tag :`, `tag 20` …: the coloured parts of all lines, in order. */
export async function parts(scopeName: Host, text: string): Promise<string[]> {
  const lines = await tokenize(scopeName, text);
  return lines.flat().flatMap(({ text: part, scopes }) => {
    const scope = scopes.find((name) => partOf.test(name));
    return scope === undefined ? [] : [`${partOf.exec(scope)?.[1]} ${part}`];
  });
}
