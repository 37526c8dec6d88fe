import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Needs Debian's docker-registry; says so where it is missing. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['test/registry/**/*.test.ts'],
    testTimeout: 20_000,
    pool: 'threads',
    maxWorkers: 1,
  },
});
