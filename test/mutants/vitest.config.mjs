import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import everything from '../../vitest.config.mjs';

// For a scratch copy, whose node_modules are a link: nothing may be written there.
export default mergeConfig(everything, defineConfig({ cacheDir: join(import.meta.dirname, '../../../.vite') }));
