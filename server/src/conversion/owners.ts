import { message } from '../core/message';
import { problem, type Change, type Scene } from './change';
import { resolveAccount, resolveOwner, type Accounts } from './known-accounts';
import { programOf, type Command } from './shell/commands';
import type { Token } from './shell/words';
import { replacement } from './source';

const ownerPrograms: ReadonlySet<string> = new Set(['chown', 'chgrp']);
const switchers: ReadonlySet<string> = new Set(['su', 'gosu', 'su-exec', 'runuser', 'setpriv']);

/** Owners that the commands of a RUN name. */
export function changeOwners(command: Command, { shell, accounts }: Scene): Change | undefined {
  const program = programOf(command) ?? '';
  if (switchers.has(program)) return switching(command, accounts);
  if (!ownerPrograms.has(program)) return undefined;
  const owner = command.words.slice(1).find(({ text }) => !text.startsWith('-'));
  if (owner?.value === undefined) return undefined;
  const resolved = resolveOwner(owner.value, accounts);
  if ('reason' in resolved) return problem(resolved.reason);
  return resolved.name === owner.value ? undefined : { kind: 'edit', edits: [replacement(shell.text, owner, resolved.name)] };
}

function switching({ words }: Command, accounts: Accounts): Change | undefined {
  const names = words.slice(1).filter(({ text, value }: Token) => value !== undefined && /^[a-z_][\w-]*$/.test(text));
  const [name] = names;
  if (name?.value === undefined) return undefined;
  const resolved = resolveAccount(name.value, accounts);
  if ('name' in resolved && resolved.name === name.value) return undefined;
  return problem(message('the new image has no account {0}', name.value));
}
