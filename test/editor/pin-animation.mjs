import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { animatedPng } from '../../scripts/lib/animated-png.mjs';
import { openHeadless } from '../../scripts/lib/chromium.mjs';
import { startVSCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { Workbench } from './workbench.mjs';

const image = 'node:22';
const dockerfile = `FROM ${image} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM scratch
COPY --from=build /app/dist /
`;

/** Nothing but the file: no bar that says nothing here. */
const settings = {
  'editor.minimap.enabled': false,
  'editor.fontSize': 15,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.menuBarVisibility': 'hidden',
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  // It would tell of the registry on this machine.
  'workbench.statusBar.visible': false,
  'editor.occurrencesHighlight': 'off',
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.hideCursorInOverviewRuler': true,
  'editor.overviewRulerBorder': false,
};

/** Docker Hub is out of reach behind a proxy that is not there, so that the registry on this machine answers in its place. */
const insteadOfDockerHub = (registry) => ({ 'http.proxy': 'http://127.0.0.1:9', 'plimsoll.mirrors': { 'docker.io': [registry] } });

/** How long each stage is shown. Three times are enough: then the outcome stays, and nothing moves beside what somebody reads. */
const stages = [['squiggle', 1500], ['bulb', 1000], ['menu', 2000], ['digest', 2000]];
const plays = 3;

async function pin(workbench, show, digest) {
  await workbench.hideSideBar();
  await workbench.squiggleUnder(image);
  await show('squiggle');
  await workbench.goTo(1, 6);
  await workbench.lightBulb();
  await show('bulb');
  await workbench.openLightBulb();
  await show('menu');
  await workbench.choose(/\bpin\b.*\bdigest\b/i);
  await workbench.lineWith(`FROM ${image}@${digest} AS build`);
  await workbench.noSquiggle();
  await workbench.save();
  await show('digest');
}

/** Pins an image as a user does, and keeps an animated picture of it as `pin.png`, and each frame beside. */
export async function animatePin({ registry, digests }, { extension, pictures }) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-pin-'));
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, dockerfile);
  const frame = (stage) => `pin-${stage}.png`;
  const server = await startVSCodeServer({ extensions: [extension], settings: { ...settings, ...insteadOfDockerHub(registry) } });
  const window = await openHeadless({ width: 960, height: 420, scale: 1.5 });
  const workbench = new Workbench(window.page, pictures);
  try {
    await window.page.goto(server.url({ folder, file }));
    await pin(workbench, (stage) => workbench.picture(frame(stage)), digests[`${registry}/library/${image}`]);
  } catch (error) {
    await workbench.picture('failed.png').catch(() => {});
    throw error;
  } finally {
    await window.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const frames = stages.map(([stage, milliseconds]) => ({ png: readFileSync(join(pictures, frame(stage))), milliseconds }));
  writeFileSync(join(pictures, 'pin.png'), animatedPng(frames, plays));
}
