// `npm test`: installs what is missing, builds, and runs every suite that needs nothing but Node.
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/run.mjs';

await ensureInstalled();
await run(process.execPath, ['scripts/build.mjs']);
await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);
