import { PolicyRun } from '../service/policy-source';
import type { CliArguments } from './arguments';
import type { CliPolicies } from './command';
import { absolute, shownPath } from './paths';
import type { CliRuntime } from './runtime';

/** The policies of one command line: the floor is the file at the working directory, or the one that `--config` names. */
export function createCliPolicies(runtime: CliRuntime, { config, quiet }: CliArguments): CliPolicies {
  const run = new PolicyRun({
    files: runtime.files,
    root: runtime.workingDirectory,
    ...(runtime.machine.policy ? { machine: runtime.machine.policy } : {}),
    tell: line => {
      if (!quiet) runtime.err(`plimsoll: ${line}\n`);
    },
    ...(config === undefined ? {} : { floorPath: absolute(runtime, config) }),
  });
  return {
    of: path => run.of(path),
    explain: path => run.explain(path),
    files: () => run.files(),
    async floor() {
      const floor = await run.floor();
      if (!floor) return null;
      const bytes = new TextEncoder().encode(floor.text);
      return { path: shownPath(runtime, floor.path), sha256: runtime.hash.hex('sha256', bytes) };
    },
  };
}
