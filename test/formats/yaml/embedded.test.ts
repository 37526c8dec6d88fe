import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/range';
import { bareSurroundings } from '../../../server/src/core/document';
import { render } from '../../../server/src/core/message';
import { parseReference, type ImageReference } from '../../../server/src/core/reference';
import { dockerfile } from '../../../server/src/formats/dockerfile';
import { yamlFormat } from '../../../server/src/formats/yaml/places/format';

const recipes = yamlFormat({ id: 'recipes', title: 'Recipes', files: [], file: /./, words: /FROM/, places: [{ at: 'file', role: 'base', embeds: 'dockerfile' }] });
const around = { ...bareSurroundings, readEmbedded: (_: string, text: string) => dockerfile.read(text) };

function read(text: string) {
  const { uses } = recipes.read(text, around);
  for (const { range, raw } of uses) expect(text.slice(range.start, range.end)).toBe(raw);
  return uses;
}

const target = (parseReference('node:22') as { reference: ImageReference }).reference;

/** The document after its first image became `node:22`. */
function swapped(text: string): string {
  const edits = dockerfile.edit(read(text)[0]!, target);
  return 'disabled' in edits ? `disabled: ${render(edits.disabled)}` : applyEdits(text, edits);
}

describe('a text in a YAML scalar', () => {
  it.each([
    ['a literal block', 'file: |\n  FROM node:20 AS a\n  RUN x\n\n  FROM a\nnext: 1\n'],
    ['a literal block with its own indentation', 'file: |4-\n      FROM node:20\n'],
    ['a literal block that begins with blank lines', 'file: |\n\n\n   FROM node:20\n'],
    ['line ends of Windows', 'file: |\r\n  FROM node:20\r\n  RUN x\r\n'],
    ['a plain scalar', 'file: FROM node:20 # all\n'],
    ['double quotes', 'file: "FROM node:20"\n'],
    ['single quotes', "file: 'FROM node:20'\n"],
  ])('is read and edited in %s', (_, text) => {
    expect(read(text).map(({ raw, format }) => [raw, format])).toEqual([['node:20', 'dockerfile']]);
    expect(swapped(text)).toBe(text.replace('node:20', 'node:22'));
  });

  it('names an argument’s value where that stands', () => {
    const text = 'file: |\n  ARG BASE=node:20\n  FROM $BASE\n';
    const [use] = read(text);
    expect(use && text.slice(use.site.range.start, use.site.range.end)).toBe('node:20');
    expect(swapped(text)).toBe(text.replace('node:20', 'node:22'));
  });

  it('is read and not edited where it is folded', () => {
    const text = 'file: >\n  FROM node:20\n\n  RUN x\n';
    expect(read(text).map(({ raw }) => raw)).toEqual(['node:20']);
    const { fixDisabled } = read(text)[0]!;
    expect(fixDisabled).toBeDefined();
    expect(fixDisabled && render(fixDisabled)).toContain('folded');
  });

  it('is left alone where escapes stand in it', () => {
    expect(read('file: "FROM node:20\\nRUN x"\n')).toEqual([]);
  });

  it('does not make up a reference of two lines', () => {
    expect(read('file: |\n  FROM node\\\n  :20\n').map(({ raw }) => raw)).toEqual([]);
  });

  it('moves with its document', () => {
    const text = 'a: 1\n---\nfile: |\n  FROM node:20\n---\nfile: |\n  FROM node:20\n';
    expect(read(text)).toHaveLength(2);
  });
});
