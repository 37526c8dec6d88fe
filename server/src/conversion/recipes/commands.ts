import { wordsOf, type BuildInstruction } from '../../core/build';
import { message, type Message } from '../../core/message';
import { readCall } from '../packages/calls';
import { effectiveProgram } from '../requirements';
import type { Command } from '../shell/commands';
import type { Recipe, SecondStage, Shape } from './recipe';
import { isBuildOnly, join } from './shape';

/** Commands that leave nothing behind for the program that is built. */
const harmless: ReadonlySet<string> = new Set(['set', 'cd', 'export', 'echo', 'true', ':', 'ls', 'rm', 'git', 'test', '[', 'update-ca-certificates', 'time']);
/** Commands that make or change what they name. */
const makers: ReadonlySet<string> = new Set(['mkdir', 'chmod', 'touch', 'cp', 'mv']);

/** What nobody can be sure about: it may make something that the second stage would lack. */
export function unsureOf(shape: Shape, plan: SecondStage, { tools }: Recipe): Message | undefined {
  for (const command of shape.commands) {
    const reason = unsureCommand(command, shape, plan, tools);
    if (reason) return reason;
  }
  return installedLate(shape, tools) ?? unsureCopy(shape, plan);
}

/** What is installed when everything is built is for what runs. */
function installedLate({ commands }: Shape, tools: ReadonlySet<string>): Message | undefined {
  const lastTool = commands.findLastIndex(command => tools.has(effectiveProgram(command) ?? ''));
  for (const command of commands.slice(lastTool + 1)) {
    const call = readCall(command);
    const [first] = call && 'packages' in call && call.verb === 'install' ? call.packages : [];
    if (first) return message('nobody can tell whether {0} is needed at run time', first.text);
  }
  return undefined;
}

function unsureCommand(command: Command, shape: Shape, plan: SecondStage, tools: ReadonlySet<string>): Message | undefined {
  const program = effectiveProgram(command);
  const call = readCall(command);
  if (call) {
    if ('template' in call) return message('nobody can tell whether {0} is needed at run time', program ?? '');
    const foreign = call.verb === 'install' ? call.packages.find(({ value }) => !isBuildOnly(value)) : undefined;
    return foreign && message('nobody can tell whether {0} is needed at run time', foreign.text);
  }
  if (program === undefined) return command.words.length > 0 ? message('a RUN is of no shape that a table knows') : undefined;
  if (makers.has(program)) {
    const paths = command.words.slice(1).filter(({ text }) => !/^(?:-|[0-7]+$|[ugoa]*[+=])/.test(text)).map(({ text }) => join(shape.folders.get(command) ?? '/', text));
    const outside = paths.find(path => !isCopied(path, plan));
    return outside === undefined ? undefined : message('nobody can tell whether {0} is needed at run time', outside);
  }
  return tools.has(program) || harmless.has(program) ? undefined : message('nobody can tell whether what {0} makes is needed at run time', program);
}

/** Inside of what is copied, or on the way there. */
function isCopied(path: string, { copies }: SecondStage): boolean {
  return copies.some(copy => path === copy || path.startsWith(`${copy}/`) || copy.startsWith(`${path}/`)) || path.startsWith('/tmp/');
}

/** Sources lie in the folders that the build works in; what is put elsewhere is wanted there. */
function unsureCopy({ stage: { instructions } }: Shape, plan: SecondStage): Message | undefined {
  const folders: string[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'workdir') folders.push(join(folders.at(-1) ?? '/', instruction.args.text.replace(/["']/g, '')));
    if (instruction.keyword !== 'copy' && instruction.keyword !== 'add') continue;
    const to = destinationOf(instruction);
    if (!to.startsWith('/') && !to.includes('$')) continue;
    const isSource = folders.some(folder => folder !== '/' && (join('/', to) === folder || to.startsWith(`${folder}/`)));
    if (!isCopied(join('/', to), plan) && (!plan.alone || (!isSource && !isSourceFolder(to)))) return message('nobody can tell whether {0} is needed at run time', to);
  }
  return undefined;
}

function destinationOf(instruction: BuildInstruction): string {
  return wordsOf(instruction).at(-1) ?? '';
}

/** Where sources are put by custom. */
function isSourceFolder(path: string): boolean {
  return /^\/(?:go\/src|src|source|usr\/src|build|workspace|code|project)(?:\/|$)/.test(path);
}
