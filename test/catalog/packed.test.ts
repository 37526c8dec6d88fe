import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTable } from '../../scripts/lib/packed-table.mjs';
import { compactTable } from '../../scripts/lib/tables-plugin.mjs';
import { linesOf } from '../../server/src/catalog/packed';

const folder = join(import.meta.dirname, '../../server/src/catalog/tables');

describe('a packed table', () => {
  it.each(readdirSync(folder))('%s reads as it was written', file => {
    const table = compactTable(readFileSync(join(folder, file), 'utf8'));
    const packed = packTable(table);
    expect(linesOf(packed)).toEqual(table.split('\n'));
    expect(packed.length).toBeLessThan(table.length);
  });

  it('keeps whatever a table may have', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '3', '^', '"'), minLength: 1, maxLength: 80 });
    const cell = fc.array(word, { maxLength: 4 }).map(words => words.join(' '));
    const row = fc.tuple(word.filter(name => !name.startsWith('^')), fc.array(cell, { maxLength: 5 }));
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), rows => {
      const lines = rows.map(([name, cells]) => [name, ...cells].join('\t').replace(/\t+$/, ''));
      expect(linesOf(packTable(lines.join('\n')))).toEqual(lines);
    }));
  });

  it('is not asked of those who write one by hand', () => {
    expect(linesOf('node\t22 24\n\nredis\n')).toEqual(['node\t22 24', 'redis']);
    expect(linesOf('')).toEqual([]);
  });
});
