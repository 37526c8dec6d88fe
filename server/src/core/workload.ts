import type { Range } from './range';

/** The words of a command, and where they stand. */
export interface CommandWords {
  readonly words: readonly string[];
  /** Of the first word: what a finding about the command covers. */
  readonly range: Range;
}

/** What a manifest says about one container, its pod's settings included. */
export interface Workload {
  readonly command?: CommandWords;
  readonly args?: CommandWords;
  /** Commands of probes and of lifecycle hooks. */
  readonly execs: readonly CommandWords[];
  readonly runAsUser?: number;
  readonly runAsNonRoot?: { readonly value: boolean; readonly range: Range };
  /** Whether it was given the right to listen on ports below 1024, whoever it runs as. */
  readonly bindsAnyPort?: boolean;
  readonly ports: readonly { readonly port: number; readonly range: Range }[];
}
