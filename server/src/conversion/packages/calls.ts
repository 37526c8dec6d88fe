import { message, type Message } from '../../core/message';
import { programOf, type Command } from '../shell/commands';
import type { Token } from '../shell/words';
import type { Family } from '../../core/image-inside';

export type Verb = 'install' | 'update' | 'upgrade' | 'remove' | 'clean';

/** A call of a package manager. */
export interface Call {
  readonly family: Family;
  readonly verb: Verb;
  /** The program, its verb and its flags, in order. */
  readonly head: readonly Token[];
  readonly packages: readonly Token[];
}

interface Manager {
  readonly family: Family;
  readonly verbs: Readonly<Record<string, Verb>>;
  /** Flags that say nothing about what is installed. */
  readonly flags: RegExp;
  /** Flags whose value is the next word, and says nothing either. */
  readonly valued: ReadonlySet<string>;
}

const apt: Manager = {
  family: 'debian',
  verbs: {
    install: 'install', update: 'update', upgrade: 'upgrade', 'dist-upgrade': 'upgrade', 'full-upgrade': 'upgrade', remove: 'remove', purge: 'remove',
    autoremove: 'clean', clean: 'clean', autoclean: 'clean', distclean: 'clean', 'dist-clean': 'clean',
  },
  flags: /^(?:-[yqfVu]+|-qq|-yqq|-q=\d|-o\S+|--(?:yes|assume-yes|quiet|no-install-recommends|no-install-suggests|install-recommends|fix-missing|fix-broken|auto-remove|autoremove|purge|force-yes|allow-downgrades|allow-releaseinfo-change|allow-unauthenticated|no-upgrade|no-show-upgraded|reinstall|update|option=\S+))$/,
  valued: new Set(['-o', '--option']),
};

const yum: Manager = {
  family: 'fedora',
  verbs: { install: 'install', update: 'upgrade', upgrade: 'upgrade', makecache: 'update', 'check-update': 'update', remove: 'remove', erase: 'remove', clean: 'clean', autoremove: 'clean' },
  flags: /^(?:-[yqv]+|--(?:assumeyes|quiet|nodocs|nogpgcheck|allowerasing|best|nobest|refresh|setopt=\S+|skip-broken|noplugins))$/,
  valued: new Set(['--setopt']),
};

const apk: Manager = {
  family: 'alpine',
  verbs: { add: 'install', update: 'update', upgrade: 'upgrade', del: 'remove', fix: 'upgrade' },
  flags: /^(?:-[uUqv]+|--(?:no-cache|update|update-cache|upgrade|quiet|purge|latest|available|progress|no-progress|rdepends|virtual=\S+))$/,
  valued: new Set(['-t', '--virtual']),
};

const managers: ReadonlyMap<string, Manager> = new Map([['apt-get', apt], ['apt', apt], ['aptitude', apt], ['yum', yum], ['dnf', yum], ['microdnf', yum], ['apk', apk]]);

export function isPackageManager(program: string | undefined): boolean {
  return program !== undefined && managers.has(program);
}

export function familyOf(program: string): Family | undefined {
  return managers.get(program)?.family;
}

/** The call that a command makes; undefined for a command that is none, a reason for one that is not understood. */
export function readCall(command: Command): Call | Message | undefined {
  const words = command.words[0]?.value === 'sudo' ? command.words.slice(1) : command.words;
  const [program, ...rest] = words;
  const manager = managers.get(programOf({ words }) ?? '');
  if (!program || !manager) return undefined;
  const sorted = sortWords(rest, manager);
  if ('unknown' in sorted) return message('the option {0} cannot be carried over', sorted.unknown);
  const [verb, ...packages] = sorted.others;
  const known = verb?.value === undefined || !Object.hasOwn(manager.verbs, verb.value) ? undefined : manager.verbs[verb.value];
  if (!verb || known === undefined) return message('what it does cannot be carried over');
  const head = command.words.filter(word => !packages.includes(word));
  return { family: manager.family, verb: known, head, packages: known === 'clean' ? [] : packages };
}

function sortWords(words: readonly Token[], manager: Manager): { others: readonly Token[] } | { unknown: string } {
  const others: Token[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Token;
    if (manager.valued.has(word.text)) index += 1;
    else if (!word.text.startsWith('-')) others.push(word);
    else if (!manager.flags.test(word.value ?? '')) return { unknown: word.text };
  }
  return { others };
}
