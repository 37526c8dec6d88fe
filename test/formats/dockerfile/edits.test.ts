import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { applyEdits } from '../../../server/src/core/range';
import { formatReference, parseReference, withDigest, type ImageReference } from '../../../server/src/core/reference';
import { dockerfile } from '../../../server/src/formats/dockerfile';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function referenceTo(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new Error(text);
  return result.reference;
}

/** The text after the edit of its last use, which must then mean what was wanted, in a document that is otherwise the same. */
function edited(text: string, target: (now: ImageReference) => ImageReference): string {
  const before = dockerfile.read(text).uses;
  const use = before.at(-1);
  if (!use?.reference) throw new Error('nothing to edit');
  const wanted = target(use.reference);
  const edits = dockerfile.edit(use, wanted);
  if ('disabled' in edits) return `DISABLED ${render(edits.disabled)}`;
  const after = applyEdits(text, edits);
  const uses = dockerfile.read(after).uses;
  expect(uses.map(({ role, stage }) => [role, stage])).toEqual(before.map(({ role, stage }) => [role, stage]));
  expect(formatReference(uses.at(-1)?.reference as ImageReference)).toBe(formatReference(wanted));
  return after;
}

describe('pinning', () => {
  it.each([
    ['FROM node:20 AS x\r\n', `FROM node:20@${digest} AS x\r\n`],
    ['FROM --platform=linux/arm64  docker.io/library/node # no\n', `FROM --platform=linux/arm64  docker.io/library/node@${digest} # no\n`],
    ['FROM "node:20"', `FROM "node:20@${digest}"`],
    ['FROM no\\de:20', `FROM node:20@${digest}`],
    ['FROM "node":20', `FROM node:20@${digest}`],
    ["ARG B='node:20'\nFROM ${B}\n", `ARG B='node:20@${digest}'\nFROM \${B}\n`],
    ['FROM ${X:-node:20}\n', `FROM \${X:-node:20@${digest}}\n`],
    ['# escape=`\nFROM node:20 `\n AS x\n', `# escape=\`\nFROM node:20@${digest} \`\n AS x\n`],
    ['FROM a\nCOPY --from="node:20" / /\n', `FROM a\nCOPY --from="node:20@${digest}" / /\n`],
    ['FROM a\nRUN --mount=from=node:20,target=/x y\n', `FROM a\nRUN --mount=from=node:20@${digest},target=/x y\n`],
    ['FROM a\nONBUILD COPY --from=node:20 / /\n', `FROM a\nONBUILD COPY --from=node:20@${digest} / /\n`],
    ['# syntax=docker/dockerfile:1 x', `# syntax=docker/dockerfile:1@${digest} x`],
    ['{"syntax":"docker/dockerfile:1"}', `{"syntax":"docker/dockerfile:1@${digest}"}`],
  ])('%j', (before, after) => {
    expect(edited(before, (now) => withDigest(now, digest))).toBe(after);
  });

  it('writes only what is new', () => {
    const [use] = dockerfile.read('FROM node:20\n').uses;
    expect(use && dockerfile.edit(use, withDigest(referenceTo('node:20'), digest))).toEqual([{ range: { start: 12, end: 12 }, newText: `@${digest}` }]);
    expect(use && dockerfile.edit(use, referenceTo('node:20'))).toEqual([]);
  });
});

describe('swapping', () => {
  it.each([
    ['FROM node:20 AS x\n', 'FROM cgr.dev/chainguard/node:latest AS x\n'],
    ['ARG B=node:20\nFROM $B\n', 'ARG B=cgr.dev/chainguard/node:latest\nFROM $B\n'],
    [`FROM node:20@${digest}\n`, 'FROM cgr.dev/chainguard/node:latest\n'],
  ])('%j', (before, after) => {
    expect(edited(before, () => referenceTo('cgr.dev/chainguard/node:latest'))).toBe(after);
  });
});

describe('no edit is made', () => {
  it.each([
    ['FROM alp\\\nine:3\n', 'The reference does not stand in one piece.'],
    ['ARG V=20\nFROM node:$V\n', 'The reference is put together from several parts; there is no one place to edit.'],
    ['FROM node:$TARGETARCH\n', 'The reference depends on the platform of the build.'],
    ['ARG B=node:20\nARG C=x$B\nFROM $B\n', 'The build argument B is used for something else as well.'],
  ])('in %j', (text, reason) => {
    expect(edited(text, (now) => withDigest(now, digest))).toBe(`DISABLED ${reason}`);
  });
});
