// `npm run test:mutants [-- ID…]`: switches off the defences that the table names, one at a time and in scratch copies of the
// repository, and demands that the test of each fails: that test, by an assertion.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { mutants } from './table.mjs';

const atOnce = 2;
/** Milliseconds. A test that hangs has not seen what is wrong. */
const longest = 90_000;
/** For all tests of the table at once, before anything is switched off. */
const longestOfAll = 600_000;
/** What `expect` throws: for promises it is a plain error. */
const assertion = /^(AssertionError|Error: promise (resolved|rejected) )/;
const leftOut = /(^|\/)(node_modules|\.git|dist|out|\.vscode-test|coverage|corpus)(\/|$)/;

const wanted = process.argv.slice(2);
const rows = mutants.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const problems = [...twice(mutants.map(({ id }) => id)).map((id) => `${id}: two rows`), ...wanted.filter((id) => !rows.some((row) => row.id === id)).map((id) => `${id}: no such row`)];
if (problems.length > 0) throw new Error(problems.join('\n'));

const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-mutants-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const started = Date.now();
const copies = [];
// Each from the one before: all are of the same moment, whoever edits the checkout meanwhile.
while (copies.length < atOnce) copies.push(copyTo(join(scratch, String(copies.length)), copies.at(-1) ?? root));
const healthy = await testsOf(copies[0], [...new Set(rows.map(({ test }) => test))], rows.map(({ name }) => name), longestOfAll);
const queue = [...rows];
const outcomes = (await Promise.all(copies.map(work))).flat();
const killed = outcomes.filter((outcome) => outcome === 'killed').length;
console.log(`${killed} killed, ${outcomes.length - killed} survived (${seconds(started)} s)`);
process.exitCode = killed === outcomes.length ? 0 : 1;

async function work(copy) {
  const done = [];
  for (let row = queue.shift(); row; row = queue.shift()) {
    const begun = Date.now();
    const outcome = await judge(copy, row).catch((error) => `broken: ${error.message}`);
    console.log(`${outcome === 'killed' ? 'killed  ' : 'SURVIVED'} ${row.id} (${seconds(begun)} s)${outcome === 'killed' ? '' : `\n  ${outcome}\n  ${row.file}: ${row.why}`}`);
    done.push(outcome);
  }
  return done;
}

/** `killed`, or why not. */
async function judge(copy, row) {
  const before = healthy.get(key(row.test, row.name)) ?? [];
  if (before.length !== 1) return `does not apply: ${before.length} tests are called "${row.name}" in ${row.test}`;
  if (before[0].status !== 'passed') return `does not apply: the test fails without the mutation: ${before[0].failure}`;
  const path = join(copy, row.file);
  const text = readFileSync(path, 'utf8');
  const places = text.split(row.text).length - 1;
  if (places !== 1 || row.text === row.replacement) return `does not apply: its text stands ${places} times in the file`;
  writeFileSync(path, text.replace(row.text, () => row.replacement));
  try {
    const [result] = (await testsOf(copy, [row.test], [row.name])).get(key(row.test, row.name)) ?? [];
    if (!result) return 'broken: the test did not run';
    if (result.status === 'passed') return 'the test passes all the same';
    return result.isAssertion ? 'killed' : `broken: no assertion failed, but: ${result.failure}`;
  } finally {
    writeFileSync(path, text);
  }
}

/** Runs the named tests of some files. Results by file and name; several when several tests have one name. */
async function testsOf(copy, files, names, limit = longest) {
  const report = join(copy, '..', `report-${relative(scratch, copy)}.json`);
  rmSync(report, { force: true });
  const pattern = `^(${names.map((name) => name.split(' > ').join(' ').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`;
  const output = await vitest(copy, [...files, '-t', pattern, '--reporter=json', `--outputFile=${report}`], limit);
  const { testResults } = readReport(report, output);
  const results = new Map();
  for (const { name: file, assertionResults, status, message } of testResults) {
    if (status === 'failed' && assertionResults.length === 0) throw new Error(`${relative(copy, file)} cannot be loaded: ${message}`);
    for (const test of assertionResults.filter((each) => each.status === 'passed' || each.status === 'failed')) {
      const failures = test.failureMessages ?? [];
      const at = key(relative(copy, file).split(sep).join('/'), [...test.ancestorTitles, test.title].join(' > '));
      const isAssertion = failures.length > 0 && failures.every((each) => assertion.test(each));
      results.set(at, [...(results.get(at) ?? []), { status: test.status, isAssertion, failure: failures[0]?.split('\n', 1)[0] }]);
    }
  }
  return results;
}

function vitest(copy, options, limit) {
  return new Promise((resolve, reject) => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutants/vitest.config.mjs', ...options];
    const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    child.once('error', reject);
    child.once('close', (_code, signal) => {
      clearTimeout(timer);
      if (signal) reject(new Error(`hangs: no answer within ${limit / 1000} s`));
      else resolve(output);
    });
  });
}

function readReport(path, output) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`vitest left no report: ${output.slice(-2000)}`);
  }
}

/** A copy of the sources in `from` at `folder`, with the packages of this checkout. */
function copyTo(folder, from) {
  mkdirSync(folder);
  cpSync(from, folder, { recursive: true, filter: (path) => !leftOut.test(relative(from, path).split(sep).join('/')) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

function key(file, name) {
  return `${file}: ${name}`;
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function twice(ids) {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
