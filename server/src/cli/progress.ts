import type { CliRuntime } from './runtime';

/** Milliseconds in which a run needs no progress, and between two signs of life. */
const patience = 1000;
const betweenLines = 100;
const betweenLogs = 5000;

export interface Progress {
  /** So many of so many files are done. */
  at(done: number, all: number): void;
  /** Leaves no line behind. */
  end(): void;
}

/** Says on standard error how far a long run is. */
export function createProgress({ terminal, clock, err }: CliRuntime): Progress {
  const asLine = terminal.progress === 'line';
  let next = clock.now() + patience;
  let shown = '';
  return {
    at(done, all) {
      const now = clock.now();
      if (terminal.progress === 'none' || now < next) return;
      next = now + (asLine ? betweenLines : betweenLogs);
      const text = `plimsoll: ${done}/${all}`;
      err(asLine ? `\r${text}` : `${text}\n`);
      shown = asLine ? text : '';
    },
    end() {
      if (shown !== '') err(`\r${' '.repeat(shown.length)}\r`);
      shown = '';
    },
  };
}
