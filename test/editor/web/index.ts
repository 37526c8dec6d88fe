import 'mocha/mocha';

/** The runner shows lines with this mark and leaves out what else the window logs. */
const mark = '[plimsoll-test] ';

function say(line: string): void {
  console.log(mark + line);
}

function report(runner: Mocha.Runner): void {
  runner.on('pass', test => say(`  ok   ${test.fullTitle()}`));
  runner.on('fail', (test, error: Error) => {
    say(`  FAIL ${test.fullTitle()}`);
    for (const line of (error.stack ?? String(error)).split('\n')) say(`       ${line}`);
  });
}

/** What VS Code calls in an extension host that is a worker of a browser. A rejection is a failed run. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 30_000, forbidOnly: true, forbidPending: true, reporter: class {} as unknown as Mocha.ReporterConstructor });
  let tests = 0;
  await import('./browser');
  const failures = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    tests = runner.total;
    report(runner);
  });
  say(`${tests - failures} passed, ${failures} failed`);
  if (failures > 0) throw new Error(`${failures} failed`);
  if (tests === 0) throw new Error('no tests');
}
