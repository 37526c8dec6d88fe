import type { Family } from '../core/image-inside';
import { accountMadeBy } from './account-words';
import { readCall } from './packages/calls';
import { programOf, readScript, type Command } from './shell/commands';
import type { PackageNames, Target } from './target';

interface Asked {
  readonly target: Target;
  readonly family: Family;
  readonly names: PackageNames;
}

/** Packages that a minimal image has, and the word for it in the table of what is inside. */
const contained: Readonly<Record<string, string>> = { 'ca-certificates': 'ca-certificates', 'ca-certificates-bundle': 'ca-certificates', tzdata: 'tzdata' };
const harmless: ReadonlySet<string> = new Set(['true', ':', 'set', 'update-ca-certificates']);
const cleanup = /^\/(?:var\/(?:lib\/apt\/lists|cache\/(?:apt|apk|yum|dnf))|tmp)(?:\/|$|\*)/;

/**
 * Whether everything that a RUN does is there already in an image without a shell: certificates, time zones, an account to run
 * as. Then it gives the accounts that it made, and those that stand in for them.
 */
export function droppable(text: string, asked: Asked): ReadonlyMap<string, string> | undefined {
  const script = readScript(text);
  if (!script || script.commands.length === 0) return undefined;
  const replaced = new Map<string, string>();
  for (const command of script.commands) if (!isDroppable(command, asked, replaced)) return undefined;
  return replaced;
}

function isDroppable(command: Command, asked: Asked, replaced: Map<string, string>): boolean {
  const program = programOf(command) ?? '';
  if (command.redirected.length > 0) return false;
  if (harmless.has(program)) return true;
  if (program === 'rm') return command.words.slice(1).every(({ text }) => text.startsWith('-') || cleanup.test(text));
  const call = readCall(command);
  if (call) return !('template' in call) && (call.verb !== 'install' || call.packages.every(({ value }) => isThere(value, asked))) && call.verb !== 'remove';
  return makesAccount(command, asked, replaced);
}

function isThere(value: string | undefined, { target }: Asked): boolean {
  const word = value !== undefined && Object.hasOwn(contained, value) ? contained[value] : undefined;
  return word !== undefined && target.programs?.has(word) === true;
}

/** An account of its own number is known by that: no image needs a name for it. */
function makesAccount(command: Command, { target }: Asked, replaced: Map<string, string>): boolean {
  const made = accountMadeBy(command);
  if (!made || (made.id !== undefined && !/^\d+$/.test(made.id))) return false;
  const { name, id } = made;
  const before = replaced.get(name);
  // One word cannot stand for a user of one number and a group of another.
  if (id !== undefined && before !== undefined && before !== target.contents.user && before !== id) return false;
  replaced.set(name, id ?? before ?? target.contents.user);
  return true;
}
