import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

/** A Dockerfile and a Compose file that name images in every way that the grammars know, and in ways that are none. */
export const coloursFolder = join(root, 'test/editor/colours');

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
/** As the setting names them. */
export const themes = ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast', 'Default High Contrast Light'];

/** The colour that all of `part` has. */
function colourOf(part, { text, colours }) {
  const start = text.indexOf(part);
  assert.ok(start >= 0, `${part} is not in: ${text}`);
  const [colour, ...others] = new Set(colours.slice(start, start + part.length));
  assert.deepEqual(others, [], `${part} has several colours in: ${text}`);
  return colour;
}

/** The parts of a reference have colours of their own, each another one. */
async function seeParts(workbench, line, parts) {
  const seen = await workbench.coloursOf(line);
  const colours = parts.map((part) => colourOf(part, seen));
  assert.equal(new Set(colours).size, parts.length, `${seen.text}: ${parts.join(', ')} in ${colours.join(', ')}`);
}

/** All of it is drawn in one colour. */
async function seeNone(workbench, line, text) {
  colourOf(text, await workbench.coloursOf(line));
}

async function seeDockerfile(workbench) {
  await workbench.colouredPart('acme/builder');
  await seeParts(workbench, '# syntax=', ['docker/dockerfile', '1.7']);
  await seeParts(workbench, '--platform', ['FROM', 'ghcr.io', 'acme/builder', '1.26']);
  await seeParts(workbench, '--mount', ['RUN', 'acme/tools', '3']);
  await seeParts(workbench, 'FROM node:22', ['node', '22', digest]);
  await seeParts(workbench, '--from=registry', ['registry.example.com:5000', 'team/assets', '2.0']);
  await seeNone(workbench, 'A comment says', 'says: FROM node:20');
  await seeNone(workbench, 'heredoc', 'heredoc:1');
  await seeNone(workbench, '--from=build', '--from=build /app');
}

async function seeCompose(workbench) {
  await workbench.colouredPart('valkey/valkey');
  await seeParts(workbench, 'acme/web', ['image', 'ghcr.io', 'acme/web', '2.1']);
  await seeParts(workbench, 'valkey', ['valkey/valkey', '8', digest]);
  await seeParts(workbench, 'flow/style', ['flow/style', '7']);
  await seeParts(workbench, '&base', ['anchored', '1.2']);
  await seeNone(workbench, 'quoted:1', 'use image: quoted:1');
  await seeNone(workbench, 'hidden:1', 'IMAGE:-hidden:1');
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
