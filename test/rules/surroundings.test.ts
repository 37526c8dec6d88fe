import { describe, expect, it } from 'vitest';
import type { ImageRole } from '../../server/src/core/image-use';
import { isShipped, shippedStages, surroundingsOf } from '../../server/src/rules/surroundings';
import { readText } from '../support/drawn-findings';

const manifest = readText('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      command: [x]\n', 'pod.yaml');

function surroundings(text: string) {
  const document = readText(text);
  return document.uses.map(use => {
    const around = surroundingsOf(use, document);
    return around?.kind === 'stages' ? { on: around.stages.map(({ index }) => index), shipped: shippedStages(around.stages).map(({ index }) => index), isShipped: isShipped(use, document) } : undefined;
  });
}

describe('what is done with an image', () => {
  it('is done in its stage and those that are built on it; the final one and what that is built on are shipped', () => {
    expect(surroundings('FROM a AS base\nFROM base AS test\nFROM b\nFROM base AS next\nFROM next\n')).toEqual([
      { on: [0, 1, 3, 4], shipped: [0, 3, 4], isShipped: true },
      { on: [2], shipped: [], isShipped: false },
    ]);
  });

  it('is not known of images that are copied from', () => {
    expect(surroundings('FROM scratch\nCOPY --from=a:1 /x /x\n')).toEqual([undefined]);
  });

  it('is what a manifest says of the container', () => {
    const [use] = manifest.uses;
    expect(use && surroundingsOf(use, manifest)).toMatchObject({ kind: 'workload', workload: { command: { words: ['x'] } } });
  });

  it('is not known of a document that was not read whole', () => {
    for (const document of [manifest, readText('FROM a\n')]) {
      const [use] = document.uses;
      expect(use && surroundingsOf(use, { ...document, limited: 'too-deep' })).toBeUndefined();
    }
  });

  it.each<[ImageRole, boolean]>([
    ['container', true], ['init', true], ['service', true], ['ephemeral', false], ['tool', false], ['volume', false], ['value', false],
  ])('ships an image in the part of %s: %s', (role, expected) => {
    const [use] = manifest.uses;
    expect(use && isShipped({ ...use, role }, manifest)).toBe(expected);
  });
});
