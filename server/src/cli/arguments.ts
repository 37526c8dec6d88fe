import { parseArgs } from 'node:util';
import type { Severity } from '../core/finding';
import { message } from '../core/message';
import { conversionPublishers, type ConversionPublisher } from '../service/conversion';
import { UsageError } from './runtime';

export interface CliArguments {
  readonly command: string | undefined;
  /** PATHs or REFs. */
  readonly operands: readonly string[];
  readonly format: 'text' | 'json';
  readonly offline: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly dryRun: boolean;
  /** Of `update`. */
  readonly tags: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly config?: string;
  readonly lang?: string;
  readonly printConfig?: string;
  readonly failOn: Severity | 'none';
  /** Of `convert`. */
  readonly to?: ConversionPublisher;
  readonly onUnknown: 'fail' | 'warn' | 'ignore';
}

const options = {
  format: { type: 'string', default: 'text' },
  offline: { type: 'boolean', default: false },
  config: { type: 'string' },
  quiet: { type: 'boolean', default: false },
  color: { type: 'string', default: 'auto' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  tags: { type: 'boolean', default: false },
  'fail-on': { type: 'string', default: 'warning' },
  'on-unknown': { type: 'string', default: 'warn' },
  'print-config': { type: 'string' },
  to: { type: 'string' },
} as const;

/** Throws UsageError for an unknown flag or a value outside its list. */
export function parseArguments(argv: readonly string[]): CliArguments {
  const { values, positionals } = parseStrictly(argv);
  const [command, ...operands] = positionals;
  return {
    command,
    operands,
    format: oneOf('format', values.format, ['text', 'json']),
    offline: values.offline,
    quiet: values.quiet,
    help: values.help,
    version: values.version,
    dryRun: values['dry-run'],
    tags: values.tags,
    color: oneOf('color', values.color, ['auto', 'always', 'never']),
    failOn: oneOf('fail-on', values['fail-on'], ['error', 'warning', 'information', 'none']),
    onUnknown: oneOf('on-unknown', values['on-unknown'], ['fail', 'warn', 'ignore']),
    ...(values.to === undefined ? {} : { to: oneOf('to', values.to, conversionPublishers) }),
    ...(values.config === undefined ? {} : { config: values.config }),
    ...(values.lang === undefined ? {} : { lang: values.lang }),
    ...(values['print-config'] === undefined ? {} : { printConfig: values['print-config'] }),
  };
}

function parseStrictly(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(message('The arguments cannot be read: {0}', error instanceof Error ? error.message : String(error)));
  }
}

function oneOf<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const choice = choices.find(candidate => candidate === value);
  if (choice === undefined) throw new UsageError(message('--{0} must be one of {1}, not "{2}"', flag, choices.join(', '), value));
  return choice;
}
