// Asks the built command line for the alternatives of every upstream in the tables of facts, of every tag that they list for it,
// and of the Docker Hub images in real Dockerfiles, and looks each offer up in the tables. It reads the facts itself and shares
// no code with the product, so that a mistake there cannot hide here.
//   node scripts/check-offers.mjs [--facts FOLDER] [--corpora FOLDER] [--cli FILE]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: join(root, '../shared/facts') },
    corpora: { type: 'string', default: join(root, '../shared/corpora') },
    cli: { type: 'string', default: process.env.PLIMSOLL_CLI ?? join(root, 'dist/cli.js') },
  },
});
const leastShares = { rows: 0.9, corpus: 0.8 };

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
  const tagsOf = (rows, name) => rows.flatMap(row => row.tags.split(',').map(tag => `${name(row)}:${tag}`));
  const today = new Date().toISOString().slice(0, 10);
  const distroless = readTable('distroless.tsv').filter(row => !row.status.startsWith('retired'));
  const hardened = readTable('dhi-images.tsv').filter(row => row.end_of_life === '' || row.end_of_life >= today);
  return new Set([
    ...tagsOf(readTable('chainguard-free.tsv'), row => `cgr.dev/chainguard/${row.image}`),
    ...distroless.map(row => `${row.image}:${row.tag}`),
    ...tagsOf(hardened, row => row.image),
    ...readTable('docker-official-tags.tsv').map(row => `docker.io/library/${row.image}:${row.tag}`),
  ]);
}

/** Every upstream without a tag and with each tag that is listed for it, and what doubtful pairs begin with. */
function questionsFor(rows) {
  const official = readTable('docker-official-tags.tsv');
  const ofRows = rows.flatMap(({ upstream }) => {
    const tags = official.filter(row => row.image === upstream).map(row => row.tag);
    return [{ upstream, text: upstream }, ...tags.map(tag => ({ upstream, text: `${upstream}:${tag}` }))];
  });
  return [...ofRows, ...readTable('dfc-suspect-mappings.tsv').map(({ from }) => ({ upstream: from, text: from }))];
}

/** Docker Hub's images in real Dockerfiles whose upstream the tables pair with an image of Chainguard, Distroless or Docker. */
function questionsOfCorpus(rows) {
  const paired = new Set([...rows.map(({ upstream }) => spelt(upstream)), ...readTable('chainguard-free-aliases.tsv').map(row => spelt(row.upstream_ref).split(':', 1)[0])]);
  const documents = readFileSync(join(values.corpora, 'dev-oracle.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line));
  const named = documents
    .filter(({ format }) => format === 'dockerfile')
    .flatMap(({ refs }) => refs.filter(({ kind, role }) => kind === 'from' && role === 'image'))
    .map(({ resolved }) => resolved)
    .filter(text => /^[a-z0-9][\w./-]*(?::[\w.-]+)?$/.test(text) && !/^[^/]*\.[^/]*\//.test(spelt(text)) && paired.has(spelt(text).split(':', 1)[0]));
  return [...new Set(named)].map(text => ({ upstream: spelt(text).split(':', 1)[0], text }));
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

/** Which questions got an offer, and what is wrong with any. */
function judge(questions, answers) {
  const listed = listedReferences();
  const doubtful = doubtfulPairs();
  const found = { offers: 0, offered: new Set(), problems: [] };
  for (const [index, { upstream, text }] of questions.entries()) {
    for (const offer of answers[index].alternatives) {
      found.offers += 1;
      found.offered.add(text);
      found.problems.push(...problemsOf(text, offer, listed));
      const repository = String(offer.reference).replace(/^cgr\.dev\/chainguard\//, '').split(':', 1)[0];
      if (doubtful.has(`${spelt(upstream)} ${repository}`)) found.problems.push(`${text}: ${offer.reference} is a doubtful pair`);
    }
  }
  return found;
}

/** Prints the share of `names` that got an offer, and who did not; whether it is enough. */
function report(title, names, offered, least) {
  const without = names.filter(name => !offered.has(name));
  const share = names.length === 0 ? 0 : 1 - without.length / names.length;
  console.log(`${names.length - without.length} of ${names.length} ${title} have an offer (${(100 * share).toFixed(1)} %)`);
  for (const name of without) console.log(`without: ${name}`);
  return share >= least;
}

function main() {
  if (!existsSync(values.cli)) throw new Error(`${values.cli} does not exist: run npm run build first`);
  const rows = readTable('alternatives.tsv');
  const corpus = questionsOfCorpus(rows);
  const questions = [...questionsFor(rows), ...corpus];
  const { offers, offered, problems } = judge(questions, explain(questions));
  for (const problem of problems) console.error(problem);
  console.log(`${offers} offers for ${questions.length} references, ${problems.length} problems`);
  const enough = [
    report('rows', rows.map(({ upstream }) => upstream), offered, leastShares.rows),
    report('Docker Hub images in Dockerfiles', corpus.map(({ text }) => text), offered, leastShares.corpus),
  ];
  process.exitCode = problems.length > 0 || enough.includes(false) ? 1 : 0;
}

main();
