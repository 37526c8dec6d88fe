import { defineConfig } from 'vitest/config';
import { vitestTables } from './scripts/lib/tables-plugin.mjs';

export default defineConfig({
  plugins: [vitestTables],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/editor/**', 'test/registry/**', 'test/interop/**'],
    testTimeout: 20_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
