import type { CliRuntime } from './runtime';

/** Characters that are written at once: a call for each of thousands of files takes longer than reading them. */
const most = 16_384;

/** Text for the standard output, a good part of it at a time. */
export function createLines({ out }: Pick<CliRuntime, 'out'>): { add(text: string): void; end(): void } {
  let waiting = '';
  const end = (): void => {
    if (waiting !== '') out(waiting);
    waiting = '';
  };
  return {
    add(text) {
      waiting += text;
      if (waiting.length >= most) end();
    },
    end,
  };
}
