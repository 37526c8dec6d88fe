import { message, render, type Bundle, type Message } from '../core/message';

interface CommandHelp {
  readonly usage: string;
  readonly summary: Message;
  readonly examples: readonly string[];
}

/** In the order in which they are listed. */
const commands: Readonly<Record<string, CommandHelp>> = {
  images: {
    usage: 'plimsoll images [PATH …]',
    summary: message('List every image reference, with what it means and where it stands.'),
    examples: ['plimsoll images', 'plimsoll images --format json deploy/'],
  },
  check: {
    usage: 'plimsoll check [PATH …] [--fail-on error|warning|information|none] [--on-unknown fail|warn|ignore] [--print-config FILE]',
    summary: message('Judge every image reference by the trust policy. Exits 1 when there are findings.'),
    examples: ['plimsoll check', 'plimsoll check --fail-on error --config policy.yaml .', 'plimsoll check --print-config Dockerfile'],
  },
  pin: {
    usage: 'plimsoll pin [PATH …] [--dry-run]',
    summary: message('Add the digest that its registry serves now to every reference without one.'),
    examples: ['plimsoll pin Dockerfile', 'plimsoll pin --dry-run .'],
  },
  update: {
    usage: 'plimsoll update [PATH …] [--tags] [--dry-run]',
    summary: message('Replace every digest by the one that its tag stands for now; with --tags, take newer tags of the same kind. Exits 1 when something could not be looked up.'),
    examples: ['plimsoll update --dry-run', 'plimsoll update deploy/', 'plimsoll update --tags Dockerfile'],
  },
  explain: {
    usage: 'plimsoll explain REF …',
    summary: message('Say who makes an image and what safer image does the same job.'),
    examples: ['plimsoll explain node:20', 'plimsoll explain --format json python nginx:1.27'],
  },
  convert: {
    usage: 'plimsoll convert [PATH …] [--to chainguard|distroless|docker-hardened|docker-official] [--dry-run]',
    summary: message('Rewrite Dockerfiles for hardened images: bases, packages, users, commands. What is not certain is left, with its reason.'),
    examples: ['plimsoll convert --dry-run Dockerfile', 'plimsoll convert --to chainguard build/'],
  },
  verify: {
    usage: 'plimsoll verify REF|PATH …',
    summary: message('Say who signed an image. Exits 0 only when the signature is verified.'),
    examples: ['plimsoll verify cgr.dev/chainguard/node:latest', 'plimsoll verify deploy/'],
  },
};

const common: readonly (readonly [string, Message])[] = [
  ['--format text|json', message('what the report looks like')],
  ['--offline', message('contact nothing')],
  ['--config FILE', message('use this policy file instead of .plimsoll.yaml')],
  ['--quiet', message('say less on standard error')],
  ['--color auto|always|never', message('colours in the text report')],
  ['--lang en|ja', message('the language of the text report')],
  ['--help', message('this page, or that of a command')],
  ['--version', message('the version')],
];

/** The help page of one command, or of all. */
export function helpText(command: string | undefined, bundle: Bundle): string {
  const chosen = command === undefined ? undefined : commands[command];
  const listed = chosen ? [chosen] : Object.values(commands);
  const lines: string[] = [];
  for (const { usage, summary, examples } of listed) {
    lines.push(usage, `    ${render(summary, bundle)}`, ...examples.map(example => `    $ ${example}`), '');
  }
  lines.push(render(message('Options of every command:'), bundle));
  for (const [flag, text] of common) lines.push(`    ${flag.padEnd(28)}${render(text, bundle)}`);
  return `${lines.join('\n')}\n`;
}
