import { describe, expect, it } from 'vitest';
import type { FilesPort } from '../../server/src/core/ports';
import type { Format } from '../../server/src/formats/format';
import { createSiblingReader } from '../../server/src/service/siblings';

/** A disk of a few files, and how often each was read. */
function diskOf(texts: Record<string, string>) {
  const read: string[] = [];
  const files: FilesPort = {
    readText: async path => {
      read.push(path);
      return texts[path];
    },
    async *walk(folder) {
      for (const path of Object.keys(texts)) if (path.startsWith(folder)) yield path.slice(folder.length);
    },
  };
  return { files, read };
}

const chart: Pick<Format, 'siblings' | 'mayClaim'> = { siblings: ['Chart.yaml', '../Chart.yaml', 'templates/'], mayClaim: path => path.endsWith('/values.yaml') };
const other: Pick<Format, 'siblings' | 'mayClaim'> = { mayClaim: () => true };
const formats = [chart, other];

describe('siblings', () => {
  it('are the files that a format asks for, by the names that it gives them', async () => {
    const { files } = diskOf({ '/w/a/Chart.yaml': 'one', '/w/Chart.yaml': 'two', '/w/a/templates/x/y.yaml': 'three', '/w/a/other.yaml': 'four' });
    const siblings = await createSiblingReader(files, { formats }).of('/w/a/values.yaml');
    expect([...siblings]).toEqual([['Chart.yaml', 'one'], ['../Chart.yaml', 'two'], ['templates/x/y.yaml', 'three']]);
  });

  it('are none where no format asks, and nothing is read then', async () => {
    const { files, read } = diskOf({ '/w/Chart.yaml': 'one' });
    expect((await createSiblingReader(files, { formats }).of('/w/pod.yaml')).size).toBe(0);
    expect(read).toEqual([]);
  });

  it('are read once, until one of them changes', async () => {
    const texts: Record<string, string> = { '/w/Chart.yaml': 'one' };
    const { files, read } = diskOf(texts);
    const reader = createSiblingReader(files, { formats });
    const first = await reader.of('/w/values.yaml');
    expect(await reader.of('/w/values.yaml')).toBe(first);
    const reads = read.length;
    expect(reader.changed('/w/README.md')).toBe(false);
    expect(reader.changed('/w/templates/new.yaml')).toBe(true);
    texts['/w/Chart.yaml'] = 'two';
    expect((await reader.of('/w/values.yaml')).get('Chart.yaml')).toBe('two');
    expect(read.length).toBe(2 * reads);
  });

  it('are left out where they are too large', async () => {
    const { files } = diskOf({ '/w/Chart.yaml': 'x'.repeat(500_001), '/w/templates/a.yaml': 'x' });
    expect([...(await createSiblingReader(files, { formats }).of('/w/values.yaml')).keys()]).toEqual(['templates/a.yaml']);
  });

  it.each([
    ['too many', Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`/w/templates/${index}.yaml`, 'x']))],
    ['too large, one of them', { '/w/templates/a.yaml': 'x', '/w/templates/b.yaml': 'x'.repeat(500_001) }],
    ['too large, all together', Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`/w/templates/${index}.yaml`, 'x'.repeat(450_000)]))],
  ])('of a folder are all there or none: %s', async (_, texts) => {
    const { files } = diskOf({ '/w/Chart.yaml': 'name: a', ...texts });
    expect([...(await createSiblingReader(files, { formats }).of('/w/values.yaml')).keys()]).toEqual(['Chart.yaml']);
  });

  it('are remembered of a few documents alone', async () => {
    const { files } = diskOf({ '/w/Chart.yaml': 'x' });
    const reader = createSiblingReader(files, { formats });
    const first = await reader.of('/w/values.yaml');
    for (let index = 0; index < 40; index += 1) await reader.of(`/w/${index}/values.yaml`);
    expect(await reader.of('/w/values.yaml')).not.toBe(first);
  });

  it('above the root are none', async () => {
    const { files, read } = diskOf({ '/Chart.yaml': 'x' });
    await createSiblingReader(files, { formats }).of('/values.yaml');
    expect(read.filter(path => path.includes('..'))).toEqual([]);
  });
});
