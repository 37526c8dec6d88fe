// Compares what the built server says of every file of a folder with what the built command line says.
// usage: npm run corpus:parity -- FOLDER
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleTs } from './lib/load-ts.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus:parity -- FOLDER');
  process.exit(2);
}
const base = resolve(folder);
const { load } = await bundleTs('scripts/lib/parity-corpus.ts', 'parity-corpus');
const { findingsOfCli, findingsOfServer, LspClient } = await load();

const byFile = await findingsOfCli(base);
const server = await LspClient.start({ folders: [base], settings: { offline: true } });
let findings = 0;
let different = 0;
for (const [file, expected] of byFile) {
  const found = await findingsOfServer(server, { folder: base, file }, expected);
  findings += expected.length;
  if (JSON.stringify(found) === JSON.stringify(expected)) continue;
  different += 1;
  console.log([file, ...expected.map(line => `  command line  ${line}`), ...found.map(line => `  editor        ${line}`)].join('\n'));
}
await server.stop();
console.log(`${byFile.size} files with images, ${findings} findings; ${different} files of which the two say something different`);
process.exitCode = different > 0 || byFile.size === 0 ? 1 : 0;
