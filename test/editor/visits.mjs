import assert from 'node:assert/strict';

const japanese = /[\u3041-\u30ff\u4e00-\u9fff]/;

const allJapanese = (entries) => {
  assert.ok(entries.length >= 3, `only ${entries.length} entries`);
  for (const entry of entries) assert.match(entry, japanese);
};

/** What is seen with the language of the window set to Japanese. */
export const inJapanese = [
  ['the squiggle stands under the reference', ({ workbench }) => workbench.squiggleUnder('node')],
  ['the light bulb reads Japanese, to the end of each line', async ({ workbench }) => {
    await workbench.hideSideBar();
    await workbench.goTo(4, 7);
    allJapanese(await workbench.openLightBulb());
    await workbench.picture('japanese-light-bulb.png');
    assert.deepEqual(await workbench.cutOff(), []);
    await workbench.closeLightBulb();
  }],
  ['the palette reads Japanese', async ({ workbench }) => allJapanese(await workbench.paletteEntries('Plimsoll: '))],
  ['Problems opens the Japanese page about a rule', async ({ workbench }) => {
    await workbench.followInProblems('tag-missing');
    await workbench.tabInFront('tag-missing');
    await workbench.pageSays('参照にタグもダイジェストもありません');
    await workbench.picture('japanese-problems.png');
  }],
];

/** What is seen after a package was installed into an editor that knows nothing of a checkout. */
export const installed = (extension) => [
  ['the editor lists the installed extension', ({ installed }) => assert.deepEqual(installed, [extension])],
  ['squiggles stand under the references', async ({ workbench }) => {
    await workbench.squiggleUnder('node');
    await workbench.squiggleUnder('golang:latest');
  }],
  ['the light bulb offers to pin and to swap', async ({ workbench }) => {
    await workbench.hideSideBar();
    await workbench.goTo(4, 7);
    const entries = (await workbench.openLightBulb()).join('\n');
    assert.match(entries, /\bpin\b.*digest/i);
    assert.match(entries, /cgr\.dev\/chainguard\/node/);
    await workbench.closeLightBulb();
  }],
  ['Problems opens the packaged page about a rule', async ({ workbench }) => {
    await workbench.followInProblems('tag-missing');
    await workbench.tabInFront('tag-missing');
    await workbench.pageSays('The reference has neither tag nor digest');
  }],
];

/** The tree of images, by the keyboard, in a light and in a dark theme. */
export const images = [
  ['the tree lists the images of the workspace', async ({ workbench }) => {
    await workbench.squiggleUnder('node');
    await workbench.palette('Explorer: Focus on Container Images View');
    assert.match(await workbench.treeSays('golang:latest'), /golang:latest, .*not pinned/);
  }],
  ['an image opens to its places by the keyboard', async ({ workbench }) => {
    await workbench.expandInTree('golang:latest');
    await workbench.treeSays('Dockerfile:');
    await workbench.picture('images-light.png');
  }],
  ['a dark theme shows the same', async ({ workbench }) => {
    await workbench.palette('Preferences: Toggle between Light/Dark Themes');
    await workbench.treeSays('golang:latest');
    await workbench.picture('images-dark.png');
  }],
  ['the tree groups by problem', async ({ workbench }) => {
    await workbench.palette('Plimsoll: Group Container Images by Problem');
    assert.match(await workbench.treeSays('tag-latest'), /warning/);
    await workbench.picture('images-by-problem.png');
  }],
  ['a filter narrows it', async ({ workbench }) => {
    await workbench.paletteThatAsks('Plimsoll: Filter Container Images…');
    await workbench.answer('golang');
    await workbench.treeSays('tag-latest');
    await workbench.treeLacks('tag-missing');
    await workbench.picture('images-filtered.png');
  }],
];
