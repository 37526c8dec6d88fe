/**
 * `npm run test:interop`: whether Plimsoll and real tools say the same of the same signatures. `--if-built` builds nothing, and
 * compares with what an earlier run has built. Other arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildTool, hasGo, missingTools, toolPaths } from './tools.mjs';

const root = join(import.meta.dirname, '../..');

const ifBuilt = process.argv.includes('--if-built');
const args = process.argv.slice(2).filter((arg) => arg !== '--if-built');

/** Whether all are there in the end. */
function buildMissing() {
  const missing = missingTools();
  if (missing.length > 0 && (ifBuilt || !hasGo())) {
    const names = missing.map(({ name, version }) => `${name} ${version}`).join(', ');
    const why = ifBuilt ? '`npm run test:interop` builds them' : 'there is no Go to build with';
    console.warn(`\n*** LEFT OUT: nothing was compared with real tools. Not built yet: ${names}; ${why}. ***\n`);
    return false;
  }
  for (const tool of missing) {
    const started = Date.now();
    console.log(`building ${tool.name} ${tool.version} …`);
    buildTool(tool);
    console.log(`  ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return true;
}

if (buildMissing()) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const env = { ...process.env, PLIMSOLL_INTEROP_TOOLS: JSON.stringify(toolPaths()) };
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...args], { cwd: root, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
