import { message, render, type Bundle } from '../core/message';
import { parseArguments, type CliArguments } from './arguments';
import type { Command } from './command';
import { check } from './commands/check';
import { convert } from './commands/convert';
import { explain } from './commands/explain';
import { images } from './commands/images';
import { pin } from './commands/pin';
import { update } from './commands/update';
import { verify } from './commands/verify';
import { helpText } from './help';
import { createCliPolicies } from './policies';
import { PolicyError } from '../service/policy-source';
import { UsageError, type CliRuntime, type ExitCode } from './runtime';

/** The verbs, in the order of the help page. */
export const commands: readonly Command[] = [images, check, pin, update, explain, convert, verify];

/** Runs one command line. Never rejects: what keeps it from running is said on standard error, and the answer is 2. */
export async function runCli(argv: readonly string[], runtime: CliRuntime): Promise<ExitCode> {
  let bundle: Bundle = {};
  try {
    const args = parseArguments(argv);
    bundle = bundleFor(args, runtime);
    if (args.version) return say(runtime, `${runtime.version}\n`);
    if (args.help) return say(runtime, helpText(args.command, bundle));
    const command = commands.find(({ name }) => name === args.command);
    if (!command) return unknownCommand(args.command, runtime, bundle);
    if (runtime.machine.problems.length > 0) throw new PolicyError(runtime.machine.problems.join('\n'));
    return await command.run({ runtime: forRun(args, runtime, bundle), args, policies: createCliPolicies(runtime, args), bundle });
  } catch (error) {
    runtime.err(`plimsoll: ${whatWentWrong(error, bundle)}\n`);
    return 2;
  }
}

function whatWentWrong(error: unknown, bundle: Bundle): string {
  if (error instanceof UsageError) return render(error.said, bundle);
  return error instanceof PolicyError ? error.message : render(message('internal error: {0}', String(error)), bundle);
}

function say(runtime: CliRuntime, text: string): ExitCode {
  runtime.out(text);
  return 0;
}

function unknownCommand(command: string | undefined, runtime: CliRuntime, bundle: Bundle): ExitCode {
  if (command !== undefined) runtime.err(`plimsoll: ${render(message('unknown command: {0}', command), bundle)}\n`);
  runtime.err(helpText(undefined, bundle));
  return 2;
}

/** `--lang`, else the locale of the environment, else English. */
function bundleFor({ lang }: CliArguments, runtime: CliRuntime): Bundle {
  const { LC_ALL, LC_MESSAGES, LANG } = runtime.environment;
  const locale = lang ?? [LC_ALL, LC_MESSAGES, LANG].find(value => value !== undefined && value !== '') ?? 'en';
  return runtime.translations(locale) ?? {};
}

/** Language, colours and progress of one run. Colours: the flag decides, then NO_COLOR, then whether somebody is looking. */
function forRun({ color, quiet }: CliArguments, runtime: CliRuntime, bundle: Bundle): CliRuntime {
  const wanted = color === 'auto' ? runtime.terminal.colors && !runtime.environment['NO_COLOR'] : color === 'always';
  const terminal = { colors: wanted, progress: quiet ? ('none' as const) : runtime.terminal.progress };
  return { ...runtime, terminal, say: text => render(text, bundle) };
}
