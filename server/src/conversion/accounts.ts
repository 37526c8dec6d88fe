import { message } from '../core/message';
import { accountMadeBy, sortWords, toolOf, type SortedWords } from './account-words';
import { problem, remove, type Change, type Scene } from './change';
import { programOf, type Command } from './shell/commands';
import type { Token } from './shell/words';
import { isInOnePiece, replacement } from './source';
import type { AccountTool } from './tables/account-flags';
import { isBusybox, type Target } from './target';

/** Programs that change accounts and have no counterpart in BusyBox, but for a single case. */
const others: ReadonlySet<string> = new Set(['usermod', 'groupmod', 'chage', 'newusers', 'chpasswd', 'vipw']);

/** What makes users and groups, in the words of BusyBox where the new image has nothing else. */
export function changeAccounts(command: Command, scene: Scene, isInstalled: (program: string) => boolean): Change | undefined {
  const program = programOf(command) ?? '';
  const tool = toolOf(command);
  const present = tool && presentAlready(command, scene.target);
  if (present) return present;
  if (!isBusybox(scene.target) || isInstalled('useradd')) return undefined;
  if (program === 'usermod') return addToGroup(command, scene) ?? problem(message('{0} is not in the new image', program));
  if (others.has(program) && program !== 'chpasswd') return problem(message('{0} is not in the new image', program));
  if (!tool) return undefined;
  // These two are written as BusyBox reads them already where the old image has it too.
  if (scene.origin === 'alpine' && tool.program === program) return rememberGroup(command, scene);
  const words = translate(command, tool, scene);
  if (typeof words === 'string') return problem(message('{0} has no counterpart for {1}', tool.program, words));
  if (words.includes('&&') && !command.removable) return problem(message('the command cannot be made two where it stands'));
  return rewrite(command, words, scene);
}

/** An account that the image has already is not made again: under another number it cannot be. */
function presentAlready(command: Command, { users }: Target): Change | undefined {
  const made = accountMadeBy(command);
  if (!made) return undefined;
  const { name, id } = made;
  if (!users.has(name)) return id === '65532' ? problem(message('the new image has an account of the number {0}', id)) : undefined;
  return id === undefined && command.removable ? remove : problem(message('the new image has an account {0} of its own', name));
}

function rememberGroup(command: Command, { groups }: Scene): undefined {
  const id = command.words[command.words.findIndex(({ text }) => text === '-g' || text === '--gid') + 1]?.value;
  const name = command.words.at(-1)?.value;
  if (programOf(command) === 'addgroup' && id !== undefined && name !== undefined) groups.set(id, name);
  return undefined;
}

function rewrite(command: Command, words: readonly string[], { shell }: Scene): Change {
  const [first] = command.words as [Token, ...Token[]];
  const last = command.words.at(-1) as Token;
  if (!isInOnePiece(shell.text, first.start, last.end)) return problem(message('the command stands on several lines'));
  return { kind: 'edit', edits: [replacement(shell.text, { start: first.start, end: last.end }, words.join(' '))] };
}

/** The words of the new command, or what has no counterpart. */
function translate({ words }: Command, tool: AccountTool, { groups }: Scene): readonly string[] | string {
  const sorted = sortWords(words.slice(1).map(({ text }) => text), tool);
  if (typeof sorted === 'string') return sorted;
  const { flags, operands } = sorted;
  const [name] = operands;
  if (name === undefined || operands.length > 2) return operands.join(' ');
  const written = flags.flatMap(flag => writeFlag(flag, tool, groups));
  const numbered = written.findIndex((word, index) => written[index - 1] === '-G' && /^\d+$/.test(word));
  if (numbered >= 0) return `-g ${written[numbered]}`;
  if (tool.program === 'addgroup') remember(flags, name, groups);
  const own = needsOwnGroup(words[0]?.value, flags, written) ? ['addgroup', '-S', name, '&&'] : [];
  const inGroup = own.length > 0 ? ['-G', name] : [];
  return [...own, tool.program, ...tool.always, ...written, ...inGroup, ...operands];
}

function writeFlag({ name, value }: SortedWords['flags'][number], { flags }: AccountTool, groups: ReadonlyMap<string, string>): readonly string[] {
  const { to } = flags[name] as { to: string };
  if (to === '') return [];
  if (value === undefined) return [to];
  return [to, to === '-G' ? (groups.get(value) ?? (value === '0' ? 'root' : value)) : value];
}

/** BusyBox puts a system user without a group among nobody's; these two made a group of the same name. */
function needsOwnGroup(program: string | undefined, flags: SortedWords['flags'], written: readonly string[]): boolean {
  if (!written.includes('-S') || written.includes('-G')) return false;
  const names = flags.map(({ name }) => name);
  return names.includes('--group') || (program?.endsWith('useradd') === true && !names.includes('-N') && !names.includes('--no-user-group'));
}

function remember(flags: SortedWords['flags'], name: string, groups: Map<string, string>): void {
  const id = flags.find(flag => flag.name === '-g' || flag.name === '--gid')?.value;
  if (id !== undefined) groups.set(id, name);
}

/** `usermod -aG GROUP USER`: one group more. */
function addToGroup(command: Command, scene: Scene): Change | undefined {
  const [flag, ...rest] = command.words.slice(1).map(({ text }) => text);
  const joined = flag === '-a' && rest[0] === '-G' ? rest.slice(1) : flag === '-aG' || flag === '-Ga' ? rest : undefined;
  const [group, user, ...more] = joined ?? [];
  if (group === undefined || user === undefined || more.length > 0 || group.includes(',')) return undefined;
  return rewrite(command, ['addgroup', user, group], scene);
}
