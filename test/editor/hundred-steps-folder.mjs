import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { examples } from '../../scripts/lib/paths.mjs';

const digest = `sha256:${'a'.repeat(64)}`;
export const ownSettings = (more) => JSON.stringify({ 'plimsoll.codeLens': false, ...more });

/** Beside the examples: more formats, what nobody can read, and what only a registry could tell. */
const files = {
  Makefile: 'lint:\n\tdocker run --rm hadolint/hadolint:v2.12.0 Dockerfile\n',
  '.gitlab-ci.yml': 'test:\n  image: ruby:3.3\n  script: [rake]\n',
  '.github/workflows/build.yml': 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    container: node:22\n    steps: [{ run: npm ci }]\n',
  'main.tf': 'resource "docker_image" "web" {\n  name = "httpd:2.4"\n}\n',
  justfile: 'serve:\n    docker run --rm caddy:2.8\n',
  'broken.Dockerfile': `FROM \nFROM node:22@sha256:123 AS\nCOPY --from= \\\nRUN <<END\nFROM redis:7\n`,
  'broken-compose.yaml': 'services:\n  web: { image: "nginx:1.25\n  other: [\n',
  'broken-bake.json': '{ "target": { "web": { "contexts": { "base": "docker-image://node:22"',
  'unreachable.Dockerfile': `FROM redis:7.2@${digest}\nFROM registry.example/team/app:1@${digest}\n`,
  '.vscode/settings.json': ownSettings(),
};

/** Each with the first image in it that has a squiggle. */
export const documents = [
  ['Dockerfile', 'node'],
  ['compose.yaml', 'nginx:1.25'],
  ['cronjob.yaml', 'postgres:17'],
  ['deployment.yaml', 'redis:7'],
  ['check.sh', 'koalaman/shellcheck:stable'],
  ['Makefile', 'hadolint/hadolint:v2.12.0'],
  ['.gitlab-ci.yml', 'ruby:3.3'],
  ['.github/workflows/build.yml', 'node:22'],
  ['main.tf', 'httpd:2.4'],
  ['justfile', 'caddy:2.8'],
].map(([path, image]) => ({ name: basename(path), image, ...placeOf(image, files[path] ?? readFileSync(join(examples, path), 'utf8')) }));

/** Both count from 1. */
function placeOf(image, text) {
  const before = text.slice(0, text.indexOf(image)).split('\n');
  return { line: before.length, column: before.at(-1).length + 2 };
}

/** Nothing answers there: every registry behind it is out of reach, and no step leaves this machine. */
const nowhere = 'http://127.0.0.1:1';
export const unreachableRegistries = { HTTPS_PROXY: nowhere, https_proxy: nowhere, NO_PROXY: '', no_proxy: '' };

/** The folder that the steps are taken in, and how to throw it away. */
export function prepareHundredSteps() {
  const folder = join(mkdtempSync(join(tmpdir(), 'plimsoll-steps-')), 'examples');
  cpSync(examples, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, remove: () => rmSync(dirname(folder), { recursive: true, force: true }) };
}
