import { moved, type Range } from './range';

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

/** The same in a text where everything stands `by` characters further on. */
export function movedWorkload(workload: Workload, by: number): Workload {
  const { command, args, execs, runAsNonRoot, ports } = workload;
  const move = <T extends { readonly range: Range }>(placed: T): T => ({ ...placed, range: moved(placed.range, by) });
  return {
    ...workload,
    ...(command ? { command: move(command) } : {}),
    ...(args ? { args: move(args) } : {}),
    ...(runAsNonRoot ? { runAsNonRoot: move(runAsNonRoot) } : {}),
    execs: execs.map(move),
    ports: ports.map(move),
  };
}
