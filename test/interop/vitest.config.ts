import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Run by run.mjs, which builds the tools. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/interop/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
