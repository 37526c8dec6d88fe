// Compares `plimsoll images` with independent answers for real files.
// usage: npm run corpus -- FOLDER [ANSWERS]   FOLDER holds the files under the paths that ANSWERS (a .jsonl) names.
// Prints recall and inventions per format and per repository; fails below 99.5 % or when anything was invented.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './lib/paths.mjs';

const [folder, answers = join(root, '../shared/corpora/dev-oracle.jsonl')] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus -- FOLDER [ANSWERS]');
  process.exit(2);
}
const base = resolve(folder);
const answeredRows = readFileSync(answers, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

/** Answers that come from a rule of thumb, or belong to kinds that are not read yet. */
const weak = new Set(['other', 'helm-split', 'helm-image-string', 'compose-dockerfile-inline', 'gha-action-dockerfile']);
const kinds = {
  dockerfile: ['dockerfile'],
  kubernetes: ['k8s', 'k8s_noimage'],
  compose: ['compose'],
  'github-workflow': ['gha', 'gha_action'],
  'gitlab-ci': ['gitlab'],
  circleci: ['circleci'],
  'azure-pipelines': ['azure'],
  woodpecker: ['woodpecker'],
  'cloud-build': ['cloudbuild'],
  kustomization: ['kustomization'],
  skaffold: ['skaffold'],
  ko: ['ko'],
};
/** Classes of answers that were given by a rule of the format itself. */
const strongClasses = new Set(['pod', 'compose', 'gha-container', 'gha-service', 'gha-uses-docker', 'gitlab', 'woodpecker', 'cloudbuild', 'kustomize']);

const found = JSON.parse(
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'images', '--format', 'json', '.'], { cwd: base, maxBuffer: 1 << 28 }),
).images;
const byFile = Map.groupBy ? Map.groupBy(found, (image) => image.file) : groupBy(found, (image) => image.file);

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Adds what the answers leave out: Docker Hub and `library/`. A reference that is none stays as it is. */
function normalise(text) {
  const cut = text.replace(/^docker:\/\//, '');
  const slash = cut.indexOf('/');
  const first = slash < 0 ? '' : cut.slice(0, slash);
  const host = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  if (host) return cut.replace(/^index\.docker\.io\//, 'docker.io/').replace(/^docker\.io\/([^/]+)$/, 'docker.io/library/$1');
  return slash < 0 ? `docker.io/library/${cut}` : `docker.io/${cut}`;
}

function strongAnswers(row) {
  const strong = row.format === 'dockerfile' ? row.refs.filter((ref) => ref.role === 'image') : row.refs.filter((ref) => strongClasses.has(ref.class) && !weak.has(ref.class));
  return strong.filter((ref) => !/[-:]$/.test(ref.resolved ?? ''));
}

function keyOfAnswer(ref) {
  // Quoted words of a Dockerfile are answered with their quotes, and images of actions with their scheme.
  const quoted = /^["']/.test(ref.raw) && ref.kind === 'from' ? 1 : 0;
  const scheme = ref.raw.startsWith('docker://') ? 'docker://'.length : 0;
  // Without its environment a text with variables is answered as if they were empty: which names nothing, and is listed all the same.
  const named = /^$|^[:@/]/.test(ref.resolved) ? ref.raw : ref.resolved;
  return `${ref.line}:${ref.col + 1 + quoted + scheme}-${ref.endCol + 1 - quoted} ${normalise(named)}`;
}

let failed = false;
for (const [format, classes] of Object.entries(kinds)) {
  let total = 0;
  let hits = 0;
  const missed = [];
  const invented = [];
  const repositories = new Map();
  for (const row of answeredRows.filter((each) => classes.includes(each.format))) {
    if (!existsSync(join(base, row.path))) continue;
    const ours = byFile.get(row.path) ?? [];
    const keys = new Set(ours.map((image) => `${image.line}:${image.column}-${image.endColumn} ${image.resolved ?? normalise(image.raw)}`));
    const repository = row.path.split('/')[1];
    const score = repositories.get(repository) ?? { total: 0, hits: 0 };
    repositories.set(repository, score);
    for (const ref of strongAnswers(row)) {
      total++;
      score.total++;
      if (keys.has(keyOfAnswer(ref))) (hits++, score.hits++);
      else missed.push(`${row.path}:${ref.line} ${ref.raw} (${ref.resolved})`);
    }
    // A file that the answering parser could not read has no answers, so nothing in it can be called invented.
    if (row.parseError) continue;
    const answered = new Set(row.refs.map((ref) => ref.line));
    // Scripts in pipelines, values in manifests and the like are answered elsewhere (`npm run corpus:answers`).
    for (const image of ours) {
      if (image.format === format && image.role !== 'syntax' && image.resolved !== null && !answered.has(image.line)) invented.push(`${row.path}:${image.line} ${image.raw}`);
    }
  }
  if (total === 0) {
    console.log(`${format}: no strong answers here (npm run corpus:answers has some)`);
    continue;
  }
  const share = (100 * hits) / total;
  console.log(`${format}: ${hits} of ${total} strong answers with exact range and meaning (${share.toFixed(2)} %), ${invented.length} invented`);
  for (const [repository, score] of repositories) if (score.hits < score.total) console.log(`  ${repository}: ${score.hits} of ${score.total}`);
  for (const line of missed.slice(0, 20)) console.log(`  missed ${line}`);
  for (const line of invented.slice(0, 20)) console.log(`  invented ${line}`);
  failed ||= share < 99.5 || invented.length > 0;
}
process.exitCode = failed ? 1 : 0;
