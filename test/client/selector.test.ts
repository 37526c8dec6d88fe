import { describe, expect, it } from 'vitest';
import { selectorFor } from '../../client/src/selector';
import { formats } from '../../server/src/formats';

/** `**` and `*`, and alternatives in braces: what the patterns here are made of. */
function toRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, sign => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[sign] as string)
    .replace(/\{([^}]*)\}/g, (_, inner: string) => `(?:${inner.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}

/** A file that a glob of the README's table means. */
function exampleOf(glob: string): string {
  return `some/folder/${glob.replace(/\*\*$/, 'inner/file.yml').replaceAll('**/', 'inner/').replaceAll('*', 'x')}`;
}

const documentSelector = selectorFor([]);
const patterns = documentSelector.flatMap(filter => ('pattern' in filter && filter.scheme === 'file' ? [toRegExp(filter.pattern)] : []));

describe('the documents that the editor hands to the server', () => {
  const examples = formats.flatMap(({ id, files, claims, mayClaim }) => files.map(glob => ({ id, glob, path: exampleOf(glob), claims, mayClaim })));

  it.each(examples)('hold $glob of $id', ({ path }) => {
    expect(patterns.filter(pattern => pattern.test(path))).not.toEqual([]);
  });

  it.each(examples.filter(({ id }) => id !== 'markdown'))('are named as $id claims them: $glob', ({ path, mayClaim }) => {
    expect(mayClaim(path)).toBe(true);
  });

  it('leave other files alone', () => {
    const others = ['src/main.ts', 'notes.txt', 'image.png', 'src/containers.py'];
    expect(others.filter(path => patterns.some(pattern => pattern.test(path)))).toEqual([]);
  });

  it('are looked at by language only where they have no name', () => {
    expect(documentSelector.filter(filter => filter.scheme === 'untitled').every(filter => 'language' in filter)).toBe(true);
  });
});
