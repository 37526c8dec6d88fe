// A hundred steps of ordinary use, on a machine that reaches no registry: none of them may make anything pop up.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, ownSettings } from './hundred-steps-folder.mjs';

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
  { of: 'Dockerfile', title: /cgr\.dev\/chainguard\/node/, text: 'FROM cgr.dev/chainguard/node' },
  { of: 'compose.yaml', title: /Ignore .* for this line/, text: 'plimsoll-ignore-next-line', reason: 'it is a test' },
  { of: 'Makefile', title: /Ignore .* in this file/, text: 'plimsoll-ignore-file', reason: 'nobody runs it' },
];

async function takeFix({ workbench }, { of, title, text, reason }) {
  const { line, column, image } = documents.find(({ name }) => name === of);
  await workbench.openFile(of);
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
  ['close it and the rest', async ({ workbench }) => {
    await workbench.switchTo('nightly.yaml');
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
  ...fixes.flatMap((fix) => [
    [`take a fix in ${fix.of}`, (here) => takeFix(here, fix)],
    [`save ${fix.of}`, ({ workbench }) => workbench.save()],
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
