import { programOf, type Command } from './shell/commands';
import { accountTools, type AccountTool } from './tables/account-flags';

/** What is said to a program that makes accounts. */
export interface SortedWords {
  readonly flags: readonly { readonly name: string; readonly value?: string }[];
  readonly operands: readonly string[];
}

/** The entry of the program that a command calls, where it makes accounts. */
export function toolOf(command: Command): AccountTool | undefined {
  const program = programOf(command) ?? '';
  return Object.hasOwn(accountTools, program) ? accountTools[program] : undefined;
}

/** The account or group that a command makes; undefined where it is none of these commands, or cannot be told. */
export function accountMadeBy(command: Command): { readonly name: string; readonly id?: string } | undefined {
  const tool = toolOf(command);
  const sorted = tool && sortWords(command.words.slice(1).map(({ text }) => text), tool);
  if (!sorted || typeof sorted === 'string') return undefined;
  const [name] = sorted.operands;
  const own = tool.program === 'adduser' ? /^(?:-u|--uid)$/ : /^(?:-g|--gid)$/;
  const id = sorted.flags.find(flag => own.test(flag.name))?.value;
  return name === undefined || !/^[a-z_][\w-]*$/i.test(name) ? undefined : { name, ...(id === undefined ? {} : { id }) };
}

/** `-rm` is `-r -m`; `--uid=5` is `--uid 5`. A flag that no table knows comes back as it is. */
export function sortWords(words: readonly string[], { flags: known }: AccountTool): SortedWords | string {
  const flags: { name: string; value?: string }[] = [];
  const operands: string[] = [];
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const [, long, inline] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const name = long ?? word;
    if (Object.hasOwn(known, name)) {
      const value = known[name]?.valued ? (inline ?? queue.shift()) : undefined;
      flags.push(value === undefined ? { name } : { name, value });
    } else if (/^-[a-zA-Z]{2,}$/.test(word)) queue.unshift(...[...word.slice(1)].map(letter => `-${letter}`));
    else return word;
  }
  return { flags, operands };
}
