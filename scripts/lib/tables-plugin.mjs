// Tables of facts (*.tsv) as modules: the text without comments and header, which only people read.
import { readFile } from 'node:fs/promises';
import { packTable } from './packed-table.mjs';

/** Every line that is neither a comment nor the header. */
export function compactTable(text) {
  const [, ...rows] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return rows.join('\n');
}

/** For esbuild: packed, too. */
export const tablesPlugin = {
  name: 'tables',
  setup(build) {
    build.onLoad({ filter: /\.tsv$/ }, async ({ path }) => ({ contents: packTable(compactTable(await readFile(path, 'utf8'))), loader: 'text' }));
  },
};

/** For Vitest. */
export const vitestTables = {
  name: 'tables',
  async load(id) {
    if (!id.endsWith('.tsv')) return undefined;
    return `export default ${JSON.stringify(compactTable(await readFile(id, 'utf8')))}`;
  },
};
