// The same Mocha suite in the desktop VS Code, for machines that can download it: `node test/editor/electron.mjs [VERSION]`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { ensureInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { compile, suite } from './compile.mjs';

const version = process.argv[2] ?? 'stable';

function prepareProfile(settings) {
  const profile = mkdtempSync(join(tmpdir(), 'plimsoll-vscode-'));
  mkdirSync(join(profile, 'User'), { recursive: true });
  const quiet = { 'security.workspace.trust.startupPrompt': 'never', 'telemetry.telemetryLevel': 'off', 'update.mode': 'none' };
  writeFileSync(join(profile, 'User/settings.json'), JSON.stringify({ ...quiet, ...settings }));
  return profile;
}

async function runGroup(group, startWorld) {
  const world = await startWorld();
  const profile = prepareProfile(world.settings);
  const trust = group === 'trusted' ? ['--disable-workspace-trust'] : [];
  try {
    await runTests({
      version,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: { ...world.env, PLIMSOLL_TEST_GROUP: group },
      launchArgs: [world.workspace, `--user-data-dir=${profile}`, '--disable-extensions', ...trust],
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await world.stop();
  }
}

await ensureInstalled();
await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
const { startWorld } = await compile();
try {
  for (const group of ['trusted', 'restricted']) await runGroup(group, startWorld);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
