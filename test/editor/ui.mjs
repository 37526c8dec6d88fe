// `npm run test:ui`: what a user does with the keyboard, in a real window: sees the squiggle in examples/Dockerfile, opens the
// light bulb, pins and swaps against a registry on this machine, verifies a signed image, signs in to a registry and out of it; then a
// hundred steps of ordinary use, in which nothing may pop up.
//   UPDATE=1           keeps the pictures that the READMEs show in docs/images
//   --pictures DIR     where the pictures go (default: a folder in the temporary one)
//   --only steps       the hundred steps alone
//   --extension DIR    an extension that is built already
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openHeadless } from '../../scripts/lib/chromium.mjs';
import { ensureInstalled, ensureServerInstalled } from '../../scripts/lib/install.mjs';
import { examples, root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { startVSCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { compile } from './compile.mjs';
import { hundredSteps } from './hundred-steps.mjs';
import { prepareHundredSteps, unreachableRegistries } from './hundred-steps-folder.mjs';
import { animatePin } from './pin-animation.mjs';
import { visit } from './visit.mjs';
import { Workbench } from './workbench.mjs';

const { values: options } = parseArgs({ options: { pictures: { type: 'string' }, extension: { type: 'string' }, only: { type: 'string' } } });
const pictures = resolve(options.pictures ?? join(tmpdir(), 'plimsoll-pictures'));
const extension = resolve(options.extension ?? root);
const extensions = [extension];
/** What the READMEs show, kept in docs/images. */
const shown = ['pin.png'];
const settings = {
  'editor.minimap.enabled': false,
  'editor.fontSize': 15,
  'workbench.activityBar.location': 'hidden',
  'window.menuBarVisibility': 'hidden',
  'breadcrumbs.enabled': false,
};

const localFile = 'Dockerfile.local';
const signedFile = 'Dockerfile.signed';
const otherFile = 'Dockerfile.other';
const guardedFile = 'Dockerfile.guarded';
const knownFile = 'Dockerfile.known';

/** A copy of the examples, with two more files that name the registry on this machine. */
function prepareWorkspace({ registry, guarded, identity, digests }) {
  const folder = join(mkdtempSync(join(tmpdir(), 'plimsoll-ui-')), 'examples');
  cpSync(examples, folder, { recursive: true });
  writeFileSync(join(folder, localFile), `FROM ${registry}/build/node:22 AS web\nFROM ${registry}/acme/signed:1\nFROM node:22\n`);
  const signed = ['acme/signed', 'acme/unsigned', 'acme/forged', 'team/signed'].map((name) => `FROM ${registry}/${name}:1\n`);
  writeFileSync(join(folder, signedFile), signed.join(''));
  writeFileSync(join(folder, otherFile), `FROM ${registry}/acme/other:1\n`);
  writeFileSync(join(folder, guardedFile), `FROM ${guarded}/team/app:1\n`);
  writeFileSync(join(folder, knownFile), `FROM ${registry}/acme/signed:1@${digests[`${registry}/acme/signed:1`]}\nFROM node:22\n`);
  // What is switched in the workspace is written there: the user's own settings stay as they are.
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'plimsoll.codeLens': false }));
  const signer = `keyless: { issuer: "https://token.actions.githubusercontent.com", identity: "${identity}" }`;
  writeFileSync(
    join(folder, '.plimsoll.yaml'),
    `version: 1\nsignatures:\n  - images: "${registry}/acme/**"\n    ${signer}\n    required: false\n`,
  );
  return folder;
}

async function seeLightBulb(workbench) {
  await workbench.squiggleUnder('node');
  await workbench.squiggleUnder('golang:latest');
  await workbench.goTo(4, 7);
  const entries = await workbench.openLightBulb();
  assert.ok(entries.some((entry) => /\bpin\b.*digest/i.test(entry)), `no pin in the light bulb:\n${entries.join('\n')}`);
  assert.ok(entries.some((entry) => entry.includes('cgr.dev/chainguard/node')), `no swap in the light bulb:\n${entries.join('\n')}`);
  await workbench.picture('light-bulb.png', { width: 1100, height: 500 });
  await workbench.closeLightBulb();
}

/** The page about a rule is packaged: its link works without network, wherever VS Code shows it. */
async function readRulePage(workbench) {
  await workbench.followInHover('tag-missing');
  await workbench.tabInFront('tag-missing');
  await workbench.switchTo('Dockerfile');
  await workbench.followInProblems('tag-missing');
  await workbench.tabInFront('tag-missing');
  await workbench.picture('rule-page.png');
  await workbench.switchTo('Dockerfile');
  await workbench.palette('View: Hide Panel');
}

async function pinByLightBulb(workbench, folder, { registry, digests }) {
  const file = join(folder, localFile);
  const before = readFileSync(file, 'utf8');
  const image = `${registry}/build/node:22`;
  await workbench.openFile(localFile);
  await workbench.squiggleUnder(image);
  await workbench.goTo(1, 10);
  await workbench.openLightBulb();
  await workbench.choose(/\bpin\b(?!.*\ball\b)/i);
  await workbench.lineWith(`${image}@${digests[image]}`.slice(0, 60));
  await workbench.picture('pinned.png');
  await workbench.save();
  assert.equal(readFileSync(file, 'utf8'), before.replace(image, `${image}@${digests[image]}`));
}

async function swapByLightBulb(workbench) {
  await workbench.goTo(3, 7);
  await workbench.openLightBulb();
  await workbench.picture('swap-offers.png');
  await workbench.choose(/gcr\.io\/distroless\/nodejs/);
  await workbench.lineWith('FROM gcr.io/distroless/nodejs');
  await workbench.picture('swapped.png');
}

/** The panel about each of four images: signed as it should be, not at all, for another image, and by whom nobody named. */
async function verifyByPalette(workbench, { identity }) {
  const verify = async (line) => {
    await workbench.switchTo(signedFile);
    await workbench.goTo(line, 10);
    await workbench.palette('Plimsoll: Verify Image Signature');
  };
  await workbench.openFile(signedFile);
  await verify(1);
  await workbench.pageSays('Signature verified');
  await workbench.pageSays(identity);
  await workbench.picture('report.png');
  await workbench.pressInPage('Copy as Text');
  await workbench.statusSays('Copied');
  await verify(2);
  await workbench.pageSays('Not signed');
  await workbench.picture('report-unsigned.png');
  await verify(3);
  await workbench.pageSays('Signature not valid');
  await workbench.picture('report-invalid.png');
  await verify(4);
  await workbench.pageSays('Signed, but nobody said who should sign');
  await workbench.picture('report-unpinned.png');
  await workbench.pressInPage('Accept ');
  await workbench.tabInFront('.plimsoll.yaml');
  await workbench.lineWith('team/signed');
  await workbench.picture('signer-named.png');
}

/** Somebody else signed it: the pin writes nothing, and the light bulb then has one that writes it all the same. */
async function pinWhatAnotherSigned(workbench, folder, { registry, digests }) {
  const image = `${registry}/acme/other:1`;
  const file = join(folder, otherFile);
  const before = readFileSync(file, 'utf8');
  await workbench.openFile(otherFile);
  await workbench.squiggleUnder(image);
  await workbench.goTo(1, 10);
  await workbench.openLightBulb();
  await workbench.choose(/\bpin\b(?!.*\b(all|anyway)\b)/i);
  await workbench.statusSays('its signature is not accepted');
  await workbench.picture('pin-refused.png');
  assert.equal(readFileSync(file, 'utf8'), before);
  assert.deepEqual(await workbench.toasts(), []);
  await workbench.goTo(1, 10);
  await workbench.openLightBulb();
  await workbench.picture('pin-anyway.png');
  await workbench.choose(/\bpin\b.*\banyway\b/i);
  await workbench.lineWith(`${image}@${digests[image]}`.slice(0, 60));
  await workbench.save();
  assert.equal(readFileSync(file, 'utf8'), before.replace(image, `${image}@${digests[image]}`));
}

/** What cannot be pinned by nobody is pinned by whoever signs in; a wrong password is not kept. */
async function signInByPalette(workbench, folder, { guarded, digests }) {
  const file = join(folder, guardedFile);
  const image = `${guarded}/team/app:1`;
  const signIn = async (password) => {
    await workbench.paletteThatAsks('Plimsoll: Sign In to Registry…');
    await workbench.answer(guarded);
    await workbench.answer('alice');
    await workbench.answer(password, 'password');
  };
  await workbench.openFile(guardedFile);
  await signIn('wrong');
  await workbench.toastSays('did not accept your login');
  await workbench.picture('sign-in-refused.png');
  await workbench.palette('Notifications: Clear All Notifications');
  await signIn('pass:word');
  await workbench.statusSays(`Signed in to ${guarded}`);
  await workbench.squiggleUnder(image);
  await workbench.goTo(1, 10);
  await workbench.openLightBulb();
  await workbench.choose(/\bpin\b(?!.*\ball\b)/i);
  await workbench.lineWith(`${image}@${digests[image]}`.slice(0, 60));
  await workbench.save();
  assert.equal(readFileSync(file, 'utf8'), `FROM ${image}@${digests[image]}\n`);
  await workbench.paletteThatAsks('Plimsoll: Sign Out of Registry…');
  await workbench.picture('sign-out.png');
  await workbench.answer(guarded);
  await workbench.statusSays(`Signed out of ${guarded}`);
}

/** Behind a digest stands who signed it once that was checked; lenses say what can be done, and the hover begins with a verdict. */
async function seeWhatIsKnown(workbench) {
  await workbench.openFile(knownFile);
  await workbench.goTo(1, 10);
  await workbench.palette('Plimsoll: Verify Image Signature');
  await workbench.pageSays('Signature verified');
  await workbench.switchTo(knownFile);
  await workbench.palette('View: Close Editors in Other Groups');
  await workbench.lineWith('✔ signature verified: ');
  await workbench.palette('Plimsoll: Toggle Code Lenses');
  for (const title of ['Verify', /^(Update digest|Digest up to date)$/, 'Pin']) await workbench.lensSays(title);
  await workbench.lensSays(/^Alternatives \(\d+\)$/);
  await workbench.picture('hints-and-lenses.png');
  await workbench.goTo(2, 8);
  await workbench.hoverSays('Not pinned, known publisher');
  await workbench.picture('hover.png');
  await workbench.palette('Plimsoll: Toggle Code Lenses');
}

async function play(workbench, folder, world) {
  await workbench.hideSideBar();
  await seeLightBulb(workbench);
  await readRulePage(workbench);
  await pinByLightBulb(workbench, folder, world);
  await swapByLightBulb(workbench);
  await pinWhatAnotherSigned(workbench, folder, world);
  await signInByPalette(workbench, folder, world);
  await verifyByPalette(workbench, world);
  await seeWhatIsKnown(workbench);
}

async function test() {
  const { startWorld } = await compile();
  const world = await startWorld();
  try {
    await animatePin(world.forTests, { extension, pictures });
    await playAll(world);
  } finally {
    await world.stop();
  }
}

async function playAll(world) {
  const folder = prepareWorkspace(world.forTests);
  const server = await startVSCodeServer({ extensions, settings: { ...settings, ...world.settings } });
  const window = await openHeadless({ width: 1100, height: 720, scale: 2 });
  const workbench = new Workbench(window.page, pictures);
  try {
    await window.page.goto(server.url({ folder, file: join(folder, 'Dockerfile') }));
    await play(workbench, folder, world.forTests);
  } catch (error) {
    await workbench.picture('failed.png').catch(() => {});
    throw error;
  } finally {
    await window.close();
    await server.stop();
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}

async function see() {
  await test();
  if (process.env.UPDATE === '1') {
    mkdirSync(join(root, 'docs/images'), { recursive: true });
    for (const name of shown) copyFileSync(join(pictures, name), join(root, 'docs/images', name));
  }
  console.log(`squiggle, light bulb, pin, swap and report seen; pictures in ${pictures}`);
}

async function takeHundredSteps() {
  const { folder, remove } = prepareHundredSteps();
  const started = Date.now();
  const { passed, failed } = await visit(hundredSteps, { pictures, folder, extensions, env: unreachableRegistries }).finally(remove);
  assert.equal(failed, 0, 'one of the hundred steps failed');
  console.log(`${passed} steps of ordinary use in ${Math.round((Date.now() - started) / 1000)} s, and nothing popped up`);
}

await ensureInstalled();
await ensureServerInstalled();
if (!options.extension) await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
mkdirSync(pictures, { recursive: true });
try {
  if (options.only !== 'steps') await see();
  await takeHundredSteps();
} catch (error) {
  console.error(`${error.message}\npictures in ${pictures}`);
  // What was started before it failed may go on listening.
  process.exit(1);
}
