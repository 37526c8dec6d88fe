// A hundred steps of ordinary use, on a machine that reaches no registry: none of them may make anything pop up.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { examples } from '../../scripts/lib/paths.mjs';

const digest = `sha256:${'a'.repeat(64)}`;
const ownSettings = (more) => JSON.stringify({ 'plimsoll.codeLens': false, ...more });

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
const documents = [
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

/** What everybody does in every document, in this order. */
const visits = [
  ['open', async ({ workbench }, { name, image }) => {
    await workbench.openFile(name);
    await workbench.squiggleUnder(image);
  }],
  ['hover over the image in', async ({ workbench }, { line, column, image }) => {
    await workbench.goTo(line, column);
    await workbench.hoverSays(image);
    await workbench.closeHover();
  }],
  ['look into the light bulb of', async ({ workbench }, { line, column }) => {
    await workbench.goTo(line, column);
    assert.ok((await workbench.openLightBulb()).length > 0);
    await workbench.closeLightBulb();
  }],
  ['type into', async ({ workbench }) => workbench.typeAtEnd('# a note')],
  ['undo it in', async ({ workbench }) => workbench.undo()],
  ['close', async ({ workbench }, { name }) => workbench.closeTab(name)],
];

/** An entry of the light bulb that is taken, what the document says then, and the reason that is given where one is asked for. */
const fixes = [
  ['Dockerfile', /cgr\.dev\/chainguard\/node/, 'FROM cgr.dev/chainguard/node'],
  ['compose.yaml', /Ignore .* for this line/, 'plimsoll-ignore-next-line', 'it is a test'],
  ['Makefile', /Ignore .* in this file/, 'plimsoll-ignore-file', 'nobody runs it'],
];

async function takeFix({ workbench }, name, title, text, reason) {
  const { line, column, image } = documents.find((document) => document.name === name);
  await workbench.openFile(name);
  await workbench.squiggleUnder(image);
  await workbench.goTo(line, column);
  await workbench.openLightBulb();
  await workbench.choose(title);
  if (reason) await workbench.answer(reason);
  await workbench.lineWith(text);
}

const tree = [
  ['show the tree of images', 'Explorer: Focus on Container Images View', 'caddy:2.8'],
  ['group it by file', 'Plimsoll: Group Container Images by File', 'build.yml'],
  ['group it by problem', 'Plimsoll: Group Container Images by Problem', 'tag-latest'],
  ['group it by image', 'Plimsoll: Group Container Images by Image', 'caddy:2.8'],
  ['refresh it', 'Plimsoll: Refresh Container Images', 'caddy:2.8'],
].map(([title, command, line]) => [title, async ({ workbench }) => {
  await workbench.palette(command);
  await workbench.treeSays(line);
}]);

const filter = [
  ['filter the tree', async ({ workbench }) => {
    await workbench.paletteThatAsks('Plimsoll: Filter Container Images…');
    await workbench.answer('caddy');
    await workbench.treeLacks('alpine:3.24.1');
  }],
  ['clear the filter', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Clear Filter of Container Images');
    await workbench.treeSays('alpine:3.24.1');
  }],
  ['open an image of the tree', async ({ workbench }) => {
    await workbench.palette('Explorer: Focus on Container Images View');
    await workbench.expandInTree('caddy:2.8');
    await workbench.treeSays('justfile:');
  }],
];

const broken = ['broken.Dockerfile', 'broken-compose.yaml', 'broken-bake.json'].map((name) => [`open and close ${name}`, async ({ workbench }) => {
  await workbench.openFile(name);
  await workbench.closeTab(name);
}]);

const unreachable = [
  ['open images of a registry that is not reached', async ({ workbench }) => {
    await workbench.openFile('unreachable.Dockerfile');
    await workbench.lineWith('redis:7.2');
  }],
  ['hover over one of them', async ({ workbench }) => {
    await workbench.goTo(1, 8);
    await workbench.hoverSays('redis:7.2');
    await workbench.closeHover();
  }],
  ['verify it', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Verify Image Signature');
    await workbench.pageSays('could not reach');
    await workbench.switchTo('unreachable.Dockerfile');
  }],
  ['forget what registries said', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Clear Cache');
    await workbench.statusSays('is forgotten');
  }],
  ['close all of it', async ({ workbench }) => {
    await workbench.palette('View: Close All Editors');
    await workbench.noTabs();
  }],
];

const hints = [false, true].map((on) => [`switch inlay hints ${on ? 'on' : 'off'} in the settings`, async ({ workbench, folder }) => {
  await workbench.openFile('settings.json');
  writeFileSync(join(folder, '.vscode/settings.json'), ownSettings({ 'plimsoll.inlayHints': on }));
  await workbench.lineWith(`"plimsoll.inlayHints":${on}`);
  await workbench.closeTab('settings.json');
}]);

const lenses = [
  ['switch code lenses on', async ({ workbench }) => {
    await workbench.openFile('cronjob.yaml');
    await workbench.palette('Plimsoll: Toggle Code Lenses');
    await workbench.lensSays('Pin');
  }],
  ['switch code lenses off', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Toggle Code Lenses');
    await workbench.lensesGone();
  }],
];

const pages = [
  ['open the page about a rule from Problems', async ({ workbench }) => {
    await workbench.followInProblems('tag-not-pinned');
    await workbench.tabInFront('tag-not-pinned');
    await workbench.pageSays('digest');
  }],
  ['close the page', async ({ workbench }) => workbench.closeTab('tag-not-pinned')],
  ['close Problems', async ({ workbench }) => workbench.palette('View: Hide Panel')],
  ['open it from a hover', async ({ workbench }) => {
    await workbench.goTo(14, 22);
    await workbench.followInHover('tag-not-pinned');
    await workbench.tabInFront('tag-not-pinned');
    await workbench.switchTo('cronjob.yaml');
  }],
];

const rest = [
  ['copy what a report of a fault needs', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Copy Diagnostics Info');
    await workbench.statusSays('is on the clipboard');
  }],
  ['show the output', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Show Output');
    await workbench.outputOf('Plimsoll');
  }],
  ['hide it', async ({ workbench }) => workbench.palette('View: Hide Panel')],
  ['rename a file', async ({ workbench }) => {
    await workbench.renameInFront('nightly.yaml');
    await workbench.squiggleUnder('postgres:17');
  }],
  ['open the walkthrough', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Open Walkthrough');
    await workbench.walkthroughSteps(1);
  }],
  ['close it', async ({ workbench }) => {
    await workbench.palette('View: Close All Editors');
    await workbench.noTabs();
  }],
  ['open the example', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Open Example Dockerfile');
    await workbench.squiggleUnder('nginx:latest');
  }],
  ['throw the example away', async ({ workbench }) => {
    await workbench.palette('View: Revert and Close Editor');
    await workbench.noTabs();
  }],
  ['look behind the bell', async ({ workbench }) => assert.match(await workbench.bellSays(), /no new notifications/i)],
];

const all = [
  ['wait for the first squiggle', async ({ workbench }) => {
    await workbench.hideSideBar();
    await workbench.squiggleUnder('golang:latest');
  }],
  ...documents.flatMap((document) => visits.map(([title, visit]) => [`${title} ${document.name}`, (here) => visit(here, document)])),
  ...fixes.flatMap(([name, ...fix]) => [
    [`take a fix in ${name}`, (here) => takeFix(here, name, ...fix)],
    [`save ${name}`, ({ workbench }) => workbench.save()],
  ]),
  ...tree,
  ...filter,
  ...broken,
  ...unreachable,
  ...hints,
  ...lenses,
  ...pages,
  ...rest,
];
assert.equal(all.length, 100);

/** `[title, step]`, for `visit()`: after each of them, even one that failed, nothing has popped up. */
export const hundredSteps = all.map(([title, step]) => [title, async (here) => {
  const isQuiet = async () => assert.deepEqual(await here.notices(), [], 'something popped up');
  await step(here).finally(isQuiet);
}]);

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
