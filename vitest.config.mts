import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/editor/**', 'test/registry/**'],
    testTimeout: 20_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
