import type { Bundle } from '../core/message';
import type { PolicyEvidence } from './evidence';
import type { CliArguments } from './arguments';
import type { CliRuntime, ExitCode } from './runtime';
import type { PolicySource, WrittenPolicy } from '../service/policy-source';

/** Policies of one run of the command line. */
export interface CliPolicies extends PolicySource {
  /** What applies to a path, key by key, and who says so. */
  explain(path: string): Promise<readonly { readonly key: string; readonly value: unknown; readonly from: readonly string[] }[]>;
  /** The files that were read so far. */
  files(): Promise<readonly WrittenPolicy[]>;
  /** The file that is the floor, or null when there is none. */
  floor(): Promise<PolicyEvidence | null>;
}

export interface CommandInput {
  readonly runtime: CliRuntime;
  readonly args: CliArguments;
  readonly policies: CliPolicies;
  /** Translations for the text that people read; JSON stays English. */
  readonly bundle: Bundle;
}

/** One verb of the command line: one file, and one line in the table of commands. */
export interface Command {
  readonly name: string;
  run(input: CommandInput): Promise<ExitCode>;
}
