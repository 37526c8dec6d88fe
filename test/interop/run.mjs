/** `npm run test:interop`: whether Plimsoll and real tools say the same of the same signatures. Arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildTool, hasGo, missingTools, toolPaths } from './tools.mjs';

const root = join(import.meta.dirname, '../..');

/** Whether all are there in the end. */
function buildMissing() {
  const missing = missingTools();
  if (missing.length > 0 && !hasGo()) {
    const names = missing.map(({ name, version }) => `${name} ${version}`).join(', ');
    console.warn(`\n*** LEFT OUT: nothing was compared with real tools. ${names} not built yet, and no Go to build with. ***\n`);
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
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
