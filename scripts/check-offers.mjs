// Asks the built command line for the alternatives of every upstream in the table of facts, and looks each of them up in the
// other tables. It reads the facts itself and shares no code with the product, so that a mistake there cannot hide here.
//   node scripts/check-offers.mjs [--facts FOLDER] [--cli FILE]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: join(root, '../shared/facts') },
    cli: { type: 'string', default: process.env.PLIMSOLL_CLI ?? join(root, 'dist/cli.js') },
  },
});
const leastShare = 0.9;

function readTable(file) {
  const [header, ...lines] = readFileSync(join(values.facts, file), 'utf8').trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map(line => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** Every reference that the facts say can be pulled and is still rebuilt. */
function listedReferences() {
  const chainguard = readTable('chainguard-free.tsv').flatMap(row =>
    row.tags.split(',').map(tag => `cgr.dev/chainguard/${row.image}:${tag}`));
  const distroless = readTable('distroless.tsv')
    .filter(row => !row.status.startsWith('retired'))
    .map(row => `${row.image}:${row.tag}`);
  return new Set([...chainguard, ...distroless]);
}

/** Every upstream without a tag, and the official ones with the first and the last of their tags too. */
function questionsFor(rows) {
  const official = readTable('docker-official-tags.tsv');
  return rows.flatMap(({ upstream }) => {
    const tags = official.filter(row => row.image === upstream).map(row => row.tag);
    const some = new Set([...tags.slice(0, 1), ...tags.slice(-1)]);
    return [{ upstream, text: upstream }, ...[...some].map(tag => ({ upstream, text: `${upstream}:${tag}` }))];
  });
}

function explain(questions) {
  const args = [values.cli, 'explain', '--offline', '--format', 'json', ...questions.map(({ text }) => text)];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const answers = output.trim().split('\n').map(line => JSON.parse(line));
  if (answers.length !== questions.length) throw new Error(`${questions.length} questions, ${answers.length} answers`);
  return answers;
}

function problemsOf(text, offer, listed) {
  const reference = String(offer.reference).split('@', 1)[0];
  const problems = [];
  if (!listed.has(reference)) problems.push('is in no table of facts');
  if (!Array.isArray(offer.differences) || offer.differences.length === 0) problems.push('names no difference');
  if (offer.differences?.some(difference => typeof difference !== 'string' || difference.trim() === '')) problems.push('has an empty difference');
  return problems.map(problem => `${text}: ${reference} ${problem}`);
}

/** Names as the facts spell them, with or without the host of Docker Hub. */
const spelt = name => name.replace(/^docker\.io\//, '').replace(/^library\//, '');

function doubtfulPairs() {
  return new Set(readTable('dfc-suspect-mappings.tsv').map(row => `${spelt(row.from)} ${row.dfc_target.split(':')[0]}`));
}

/** Which rows got an offer, and what is wrong with any. */
function judge(questions, answers) {
  const listed = listedReferences();
  const doubtful = doubtfulPairs();
  const found = { offers: 0, offered: new Set(), problems: [] };
  for (const [index, { upstream, text }] of questions.entries()) {
    for (const offer of answers[index].alternatives) {
      found.offers += 1;
      if (text === upstream) found.offered.add(upstream);
      found.problems.push(...problemsOf(text, offer, listed));
      const repository = String(offer.reference).replace(/^cgr\.dev\/chainguard\//, '').split(':', 1)[0];
      if (doubtful.has(`${spelt(upstream)} ${repository}`)) found.problems.push(`${text}: ${offer.reference} is a doubtful pair`);
    }
  }
  return found;
}

function main() {
  if (!existsSync(values.cli)) throw new Error(`${values.cli} does not exist: run npm run build first`);
  const chainguardColumn = 'chainguard_free(latest,latest-dev only)';
  const rows = readTable('alternatives.tsv').filter(row => row[chainguardColumn] !== '' || row.distroless !== '');
  const questions = questionsFor(rows);
  const { offers, offered, problems } = judge(questions, explain(questions));
  const share = offered.size / rows.length;
  for (const problem of problems) console.error(problem);
  console.log(`${offers} offers for ${questions.length} references, ${problems.length} problems`);
  console.log(`${offered.size} of ${rows.length} rows have an offer (${(100 * share).toFixed(1)} %)`);
  for (const { upstream } of rows) if (!offered.has(upstream)) console.log(`without: ${upstream}`);
  process.exitCode = problems.length > 0 || share < leastShare ? 1 : 0;
}

main();
