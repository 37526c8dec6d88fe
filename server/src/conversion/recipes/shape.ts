import type { Build, BuildInstruction } from '../../core/build';
import { message, type Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { execWords } from '../exec-form';
import type { Upstream } from '../upstream';
import { readScript, type Command } from '../shell/commands';
import { runningOf } from '../shell-text';
import { upstreamWorkdirs } from '../tables/upstream-places';
import type { Shape } from './recipe';

interface Asked {
  readonly document: string;
  readonly build: Build;
  readonly reference: ImageReference;
  readonly upstream: Upstream;
}

/** What every recipe asks of a file: one stage, that says what it does and how it starts. Undefined where there is nothing to take apart. */
export function shapeOf({ document, build, reference, upstream }: Asked): Shape | Message | undefined {
  const [stage] = build.stages;
  const instructions = stage?.instructions ?? [];
  if (!stage || !instructions.some(({ keyword }) => keyword === 'run') || !instructions.some(({ keyword }) => keyword === 'cmd' || keyword === 'entrypoint')) return undefined;
  const odd = instructions.find(({ keyword }) => keyword === 'onbuild' || keyword === 'shell');
  if (odd) return message('{0} is of no shape that a table knows', odd.keyword.toUpperCase());
  const folders = foldersOf(instructions, document, upstreamWorkdirs[upstream.name] ?? '/');
  if (!folders) return message('a RUN is of no shape that a table knows');
  const start = startWords(instructions);
  if (!start || start.length === 0) return message('how it starts is of no shape that a table knows');
  const firstUser = instructions.findIndex(({ keyword }) => keyword === 'user');
  if (firstUser >= 0 && instructions.slice(firstUser).some(({ keyword }) => keyword === 'run' || keyword === 'copy')) return message('a USER stands before the end of the build');
  return { document, build, stage, reference, upstream, commands: [...folders.keys()], folders, start, workdir: workdirOf(instructions) };
}

/** Every command of the stage with the folder in which it runs. Undefined when one cannot be read. */
function foldersOf(instructions: readonly BuildInstruction[], document: string, begin: string): ReadonlyMap<Command, string> | undefined {
  const folders = new Map<Command, string>();
  let workdir = begin;
  for (const instruction of instructions) {
    if (instruction.keyword === 'workdir') workdir = join(workdir, unquoted(instruction.args.text));
    if (instruction.keyword !== 'run') continue;
    const own = commandsOf(instruction, document);
    if (!own) return undefined;
    let folder = workdir;
    for (const command of own) {
      folders.set(command, folder);
      if (command.words[0]?.value === 'cd') folder = join(folder, command.words[1]?.value ?? '.');
    }
  }
  return folders;
}

function commandsOf(instruction: BuildInstruction, document: string): readonly Command[] | undefined {
  const running = runningOf(instruction, document);
  return running.kind === 'shell' ? readScript(running.shell.text.text)?.commands : undefined;
}

function startWords(instructions: readonly BuildInstruction[]): readonly string[] | undefined {
  const last = (keyword: string): BuildInstruction | undefined => instructions.findLast(each => each.keyword === keyword);
  const words: string[] = [];
  for (const instruction of [last('entrypoint'), last('cmd')]) {
    if (!instruction) continue;
    const own = instruction.exec ?? execWords(instruction.args.text);
    if (!own) return undefined;
    words.push(...own);
    // A shell takes no more words.
    if (instruction.keyword === 'entrypoint' && !instruction.exec) break;
  }
  return words;
}

function workdirOf(instructions: readonly BuildInstruction[]): string | undefined {
  let workdir: string | undefined;
  for (const { keyword, args } of instructions) if (keyword === 'workdir') workdir = join(workdir ?? '/', unquoted(args.text));
  return workdir;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

/** An absolute path, without `.` and `..`. */
export function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What a flag says: `-o x`, `-o=x`, `--output x`. */
export function valueOfFlag({ words }: Command, ...flags: readonly string[]): string | undefined {
  for (const [index, { value = '' }] of words.entries()) {
    if (flags.includes(value)) return words[index + 1]?.value;
    const flag = flags.find(each => value.startsWith(`${each}=`));
    if (flag !== undefined) return value.slice(flag.length + 1);
  }
  return undefined;
}

/** Packages that only the build needs: what is built does not look for them when it runs. */
const buildOnly: ReadonlySet<string> = new Set(
  `git gcc g++ make cmake build-essential build-base musl-dev libc-dev libc6-dev linux-headers pkg-config pkgconf pkgconfig ca-certificates curl wget bash unzip zip tar xz-utils gnupg upx openssh-client
  python3-dev python3 protobuf-compiler protoc protobuf protobuf-dev libssl-dev openssl-dev`.split(/\s+/),
);

export function isBuildOnly(name: string | undefined): boolean {
  return name !== undefined && (buildOnly.has(name) || name.startsWith('.'));
}
