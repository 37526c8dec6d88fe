import type { CommandInput } from './command';
import { evidence } from './evidence';
import type { ExitCode } from './runtime';
import { absolute, shownPath } from './paths';

/** What applies to one file, and where each part comes from. */
export async function printConfig({ runtime, args, policies }: CommandInput, operand: string): Promise<ExitCode> {
  const keys = await policies.explain(absolute(runtime, operand));
  const from = (sources: readonly string[]) => sources.map(source => (source.startsWith('/') ? shownPath(runtime, source) : source));
  if (args.format === 'json') {
    const config = keys.map(({ key, value, from: sources }) => ({ key, value, from: from(sources) }));
    runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), config }, null, 2)}\n`);
  } else {
    for (const { key, value, from: sources } of keys) runtime.out(`${key}: ${JSON.stringify(value)}  # ${from(sources).join(', ')}\n`);
  }
  return 0;
}
