import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** The runner shows lines with this mark and leaves out what else the window logs. */
const mark = '[plimsoll-test] ';

function say(line: string): void {
  console.log(mark + line);
}

/** Mocha's own reporters print to a console that the runner does not read. */
class Silent extends Mocha.reporters.Base {}

function report(runner: Mocha.Runner): void {
  runner.on('pass', (test) => say(`  ok   ${test.fullTitle()}`));
  runner.on('fail', (test, error: Error) => {
    say(`  FAIL ${test.fullTitle()}`);
    for (const line of (error.stack ?? String(error)).split('\n')) say(`       ${line}`);
  });
}

/** What VS Code calls, in the window of the server and in the desktop one alike. A rejection is a failed run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: true, forbidPending: true, reporter: Silent });
  const group = process.env['PLIMSOLL_TEST_GROUP'] ?? 'trusted';
  const ending = `.${group}.js`;
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith(ending)).sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => report(mocha.run(resolve)));
  const tests = mocha.suite.total();
  say(`${tests - failures} passed, ${failures} failed`);
  if (failures > 0) throw new Error(`${failures} failed`);
  if (tests === 0) throw new Error(`no tests in group ${group}`);
}
