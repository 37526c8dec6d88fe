// `npm run generate`: rewrites what is derived from tables. With --check it writes nothing and fails when anything is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';
import { loadTables } from './lib/tables.mjs';

const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** Words that a person may want, for completion; others stay allowed, as they may be those of a newer version. */
function withWords(row, tables) {
  const words = { rules: tables.ruleWords, formats: tables.formatWords }[row.key];
  if (!words) return row.schema;
  const properties = Object.fromEntries(words.map((word) => [word, row.schema.additionalProperties]));
  return { ...row.schema, properties };
}

/** package.json with the settings of the table, and with the restricted ones among them named. */
function manifest(text, tables) {
  const parsed = JSON.parse(text);
  const properties = tables.settings.map((row, index) => [
    `plimsoll.${row.key}`,
    {
      ...withWords(row, tables),
      default: row.default,
      scope: row.scope,
      // As in the table, what people change most comes first.
      order: index,
      markdownDescription: `%${row.description}%`,
      ...(row.tags ? { tags: row.tags } : {}),
    },
  ]);
  parsed.contributes.configuration = { title: 'Plimsoll', properties: Object.fromEntries(properties) };
  parsed.capabilities.untrustedWorkspaces.restrictedConfigurations = tables.settings
    .filter(({ scope }) => scope === 'resource')
    .map(({ key }) => `plimsoll.${key}`);
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

function schema({ policySchema, publishers, ruleWords, formatWords }) {
  return `${JSON.stringify(policySchema(ruleWords, formatWords, publishers.map(({ id }) => id)), null, 2)}\n`;
}

const english = {
  rules: ['Rule', 'Severity', 'What it says'],
  formats: ['What', 'Files', 'Its name in `formats`'],
  pages: 'docs/rules',
  severities: {},
  bundle: {},
};
const japanese = {
  rules: ['ルール', '重大度', '指摘の内容'],
  formats: ['種類', 'ファイル', '`formats` での名前'],
  pages: 'docs/rules/ja',
  severities: { error: 'エラー', warning: '警告', information: '情報', off: '無効' },
  bundle: JSON.parse(read('l10n/bundle.l10n.ja.json')),
};

function table(header, rows) {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function between(text, name, made) {
  return text.replace(new RegExp(`(<!-- ${name}:start -->\\n)[^]*?(<!-- ${name}:end -->)`), (_, start, end) => `${start}${made}${end}`);
}

/** The tables of rules and of formats between the markers of a README. */
function readme(language) {
  const { pages, severities, bundle } = language;
  return (text, { rules, formats, render }) => {
    const ruleRows = rules.map(({ id, severity, summary }) => [`[${id}](${pages}/${id}.md)`, severities[severity] ?? severity, render(summary, bundle)]);
    const formatRows = formats.filter(({ files }) => files.length > 0).map(({ id, title, files }) => [title, files.map((file) => `\`${file}\``).join(', '), `\`${id}\``]);
    return between(between(text, 'rules', table(language.rules, ruleRows)), 'formats', table(language.formats, formatRows));
  };
}

const generated = [
  { path: 'package.json', make: manifest },
  { path: 'schemas/plimsoll.schema.json', make: (_text, tables) => schema(tables) },
  { path: 'README.md', make: readme(english) },
  { path: 'README.ja.md', make: readme(japanese) },
];

const tables = await loadTables();
for (const { path, make } of generated) {
  const now = read(path);
  const wanted = make(now ?? '', tables);
  if (now === wanted) continue;
  if (options.check) {
    console.error(`${path} is stale: run \`npm run generate\``);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), wanted);
    console.log(`wrote ${path}`);
  }
}
