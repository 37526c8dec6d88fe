import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

/** A Dockerfile and a Compose file that name images in every way that the grammars know, and in ways that are none. */
export const coloursFolder = join(root, 'test/editor/colours');

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
/** As the setting names them. */
export const themes = ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast', 'Default High Contrast Light'];

/** The parts of a reference have colours of their own, each another one. */
async function seeParts(workbench, line, parts) {
  const colours = await workbench.coloursOf(line);
  for (const part of parts) assert.ok(colours[part], `${part} has no part of its own: ${JSON.stringify(colours)}`);
  assert.equal(new Set(parts.map((part) => colours[part])).size, parts.length, JSON.stringify(colours));
}

/** Nothing of it has a part of its own. */
async function seeNone(workbench, line, texts) {
  const colours = await workbench.coloursOf(line);
  for (const text of texts) assert.equal(colours[text], undefined, JSON.stringify(colours));
}

async function seeDockerfile(workbench) {
  await workbench.partOfItsOwn(digest);
  await seeParts(workbench, '# syntax=', ['docker/dockerfile', '1.7']);
  await seeParts(workbench, '--platform', ['FROM', 'ghcr.io', 'acme/builder', '1.26']);
  await seeParts(workbench, '--mount', ['RUN', 'acme/tools', '3']);
  await seeParts(workbench, 'FROM node:22', ['FROM', 'node', '22', digest]);
  await seeParts(workbench, '--from=registry', ['registry.example.com:5000', 'team/assets', '2.0']);
  await seeNone(workbench, 'A comment says', ['node', '20']);
  await seeNone(workbench, 'heredoc', ['heredoc', '1']);
  await seeNone(workbench, '--from=build', ['build']);
}

async function seeCompose(workbench) {
  await workbench.partOfItsOwn(digest);
  await seeParts(workbench, 'acme/web', ['image', 'ghcr.io', 'acme/web', '2.1']);
  await seeParts(workbench, 'valkey', ['valkey/valkey', '8', digest]);
  await seeParts(workbench, 'flow/style', ['flow/style', '7']);
  await seeParts(workbench, '&base', ['anchored', '1.2']);
  await seeNone(workbench, 'quoted:1', ['quoted', '1']);
  await seeNone(workbench, 'hidden:1', ['hidden', '1']);
}

/** References in one theme, as VS Code's own grammars and themes draw them. */
export const coloursIn = (theme) => {
  const picture = (what) => `colours-${theme.toLowerCase().replaceAll(' ', '-')}-${what}.png`;
  return [
    ['the parts of references in a Dockerfile are told apart', async ({ workbench }) => {
      await workbench.hideSideBar();
      await seeDockerfile(workbench);
      await workbench.picture(picture('dockerfile'));
    }],
    ['the parts of references in YAML are told apart', async ({ workbench }) => {
      await workbench.openFile('compose.yaml');
      await seeCompose(workbench);
      await workbench.picture(picture('yaml'));
    }],
  ];
};
