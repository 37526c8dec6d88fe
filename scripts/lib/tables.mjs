// The TypeScript tables that files are generated from, as a module.
import { build } from 'esbuild';
import { root } from './paths.mjs';

const source = `
export { settings } from './server/src/settings';
export { rules } from './server/src/rules';
export { formats } from './server/src/formats';
export { publishers } from './server/src/publishers';
export { policySchema } from './server/src/policy/schema';
export { formatWords, ruleWords } from './server/src/policy/words';
export { render } from './server/src/core/message';
`;

/** The layers that these tables live in are pure: they run from memory, without a file. */
export async function loadTables() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['browser', 'import'],
    write: false,
    logLevel: 'warning',
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}
