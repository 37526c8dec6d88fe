/** What an image is wanted for, as far as the document tells. */
export interface Purpose {
  /** `build`: programs are made in it, and nobody ships it; `run`: it is shipped, or runs as a workload. */
  readonly for: 'build' | 'run';
  /**
   * Whether what it runs is linked statically; undefined when nothing says so. Only then does an image without a C library
   * do.
   */
  readonly linkedStatically?: boolean;
  /** Commands run while it is built, so it needs a shell. */
  readonly runsCommands?: boolean;
}
