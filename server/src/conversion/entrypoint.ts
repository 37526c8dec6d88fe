import type { BuildInstruction } from '../core/build';
import { message } from '../core/message';
import type { TextEdit } from '../core/range';
import { execFormEdit, execWords } from './exec-form';
import type { Lines } from './lines';
import type { Problem } from './problem';
import { lacks } from './requirements';
import { sourceRange } from './source';
import type { Target } from './target';
import { foreignTool, type Upstream } from './places';

/** How an image starts, as the instructions of its stages say; of several the last counts. */
export interface Start {
  readonly entrypoint?: BuildInstruction | undefined;
  readonly command?: BuildInstruction | undefined;
  readonly healthcheck?: BuildInstruction | undefined;
}

/** A program that it starts with, and that the new image lacks. */
export interface StartNeed {
  readonly program: string;
  readonly instruction: BuildInstruction;
}

export interface ChangedStart {
  readonly edits: readonly TextEdit[];
  readonly problems: readonly Problem[];
  readonly needs: readonly StartNeed[];
}

export function startOf(instructions: readonly BuildInstruction[]): Start {
  const last = (keyword: string): BuildInstruction | undefined => instructions.findLast(each => each.keyword === keyword);
  return { entrypoint: last('entrypoint'), command: last('cmd'), healthcheck: last('healthcheck') };
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);
const passing: ReadonlySet<string> = new Set(['tini', 'dumb-init', 'env', ...shells]);

interface Scene {
  readonly target: Target;
  readonly upstream: Upstream;
  readonly lines: Lines;
  /** Paths that the stage takes from the build's context: whether they are scripts, nobody can see. */
  readonly scripts: ReadonlySet<string>;
  /** The stages set PATH: a program of that name may be another one than the image's ENTRYPOINT. */
  readonly ownPath: boolean;
  /** Whether a package that the stage installs brings a program. */
  brings(program: string): boolean;
}

/** CMD, ENTRYPOINT and HEALTHCHECK as the new image needs them. */
export function changeStart({ entrypoint, command, healthcheck }: Start, scene: Scene): ChangedStart {
  const edits: TextEdit[] = [];
  const problems: Problem[] = [];
  const needs: StartNeed[] = [];
  const { target } = scene;
  for (const instruction of [entrypoint, command]) {
    if (!instruction || instruction.args.text === '') continue;
    const words = instruction.exec ?? execWords(instruction.args.text);
    const found = problemOf(instruction, words, scene);
    if (found) problems.push(found);
    const need = needOf(words?.[0] ?? '', scene);
    if (need !== undefined) needs.push({ program: need, instruction });
    const isArgument = instruction === command && entrypoint !== undefined;
    const prefix = instruction === command && !entrypoint && !scene.ownPath ? target.contents.entrypoint : '';
    if (target.contents.shell === '' && !instruction.exec && !found && !isArgument) edits.push(...toExec(instruction, prefix, problems));
  }
  if (healthcheck) checkHealth(healthcheck, scene, { problems, needs });
  if (!entrypoint && command) edits.push(...besideEntrypoint(command, edits, scene));
  return { edits, problems, needs };
}

/** Without the words that the image's own ENTRYPOINT says already. */
function toExec(instruction: BuildInstruction, prefix: string, problems: Problem[]): TextEdit[] {
  const words = execWords(instruction.args.text) ?? [];
  const own = prefix === '' ? [] : prefix.split(' ');
  const count = own.length < words.length && repeats(own, words) ? own.length : 0;
  const edit = execFormEdit(instruction, count);
  if (!edit) problems.push({ range: instruction.words, reason: message('{0} needs a shell, and the new image has none', instruction.keyword.toUpperCase()) });
  return edit ? [edit] : [];
}

function problemOf(instruction: BuildInstruction, words: readonly string[] | undefined, { target, upstream, scripts }: Scene): Problem | undefined {
  const [first = ''] = words ?? [];
  const program = first.slice(first.lastIndexOf('/') + 1);
  const range = instruction.words;
  const tool = foreignTool(program, target);
  if (tool) return { range, reason: tool };
  const lackingShell = target.contents.shell === '';
  if (lackingShell && (shells.has(program) || !words)) return { range, reason: message('{0} needs a shell, and the new image has none', instruction.keyword.toUpperCase()) };
  if (lackingShell && mayBeScript(first, program, scripts, upstream.name)) return { range, reason: message('{0} may be a script, and the new image has no shell', first) };
  return undefined;
}

/** A program of the distribution or the language, which the new image lacks; what lies elsewhere the build made itself. */
function needOf(first: string, { target, brings }: Scene): string | undefined {
  const program = baseName(first);
  const isOwn = !first.includes('/') || /^(?:\/usr)?\/s?bin\//.test(first);
  return isOwn && tracked.has(program) && lacks(program, target) && !brings(program) ? program : undefined;
}

/** Images of a language, on which a file of the build's own is most likely a script; .NET makes programs. */
const interpreted: ReadonlySet<string> = new Set(['node', 'python', 'ruby', 'php', 'perl', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'elixir', 'erlang', 'maven', 'gradle', 'tomcat']);

/** What begins with the path of a shell, or may: `env` is not there either. */
function mayBeScript(first: string, program: string, scripts: ReadonlySet<string>, upstream: string): boolean {
  if (/\.(?:sh|bash)$/.test(program) || scripts.has(program)) return true;
  // An environment of Python's has its own interpreter in front.
  return interpreted.has(upstream) && first.includes('/') && !tracked.has(program) && !/venv\/bin\//.test(first);
}

/** Programs that belong to a language, or that tables tell about. */
const tracked: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'pnpm', 'corepack', 'bundle', 'composer', 'mvn', 'gradle', 'javac', 'pip', 'curl', 'wget', 'bash', 'node', 'python', 'python3', 'java', 'dotnet', 'ruby', 'php', 'supervisord', 'tini', 'dumb-init', 'gosu', 'su-exec']);

function checkHealth(healthcheck: BuildInstruction, scene: Scene, found: { problems: Problem[]; needs: StartNeed[] }): void {
  const command = /^cmd\s+(.*)$/is.exec(healthcheck.args.text)?.[1]?.trim() ?? '';
  if (command === '') return;
  const lacksShell = scene.target.contents.shell === '';
  const program = /^\[?\s*"?([\w./-]+)/.exec(command)?.[1] ?? '';
  if (lacksShell && (!command.startsWith('[') || shells.has(baseName(program)))) found.problems.push({ range: healthcheck.words, reason: message('{0} needs a shell, and the new image has none', 'HEALTHCHECK') });
  const need = needOf(program, scene);
  if (need !== undefined) found.needs.push({ program: need, instruction: healthcheck });
}

/** What the image's own ENTRYPOINT would be given as arguments. */
function besideEntrypoint(command: BuildInstruction, edits: readonly TextEdit[], { target, upstream, lines, ownPath }: Scene): TextEdit[] {
  const { entrypoint } = target.contents;
  const isShellForm = !command.exec && !edits.some(({ range }) => range.start >= command.words.start && range.end <= command.words.end);
  const words = isShellForm ? ['/bin/sh'] : (command.exec ?? execWords(command.args.text) ?? []);
  const [first = ''] = words;
  const own = entrypoint.split(' ');
  if (!command.exec && !isShellForm && !ownPath && own.length < words.length && repeats(own, words)) return [];
  const program = baseName(own[0] ?? '');
  if (entrypoint === '' || first === '' || first.startsWith('-') || program.endsWith('.sh') || passing.has(program)) return [];
  // Official images start whatever they are given; images of a single tool take it for arguments.
  if (upstream.name === '' && baseName(first) !== program && !shells.has(baseName(first))) return [];
  const dropped = command.exec && !ownPath && repeats(own, words) ? dropWords(command, own.length) : undefined;
  return dropped ? [dropped] : [lines.before(command, 'ENTRYPOINT []')];
}

function repeats(own: readonly string[], words: readonly string[]): boolean {
  return own.every((word, index) => baseName(word) === baseName(words[index] ?? ''));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `CMD ["node", "server.js"]` without its first words. Undefined where they do not stand in one piece, or nothing would be left. */
function dropWords({ args, exec }: BuildInstruction, count: number): TextEdit | undefined {
  if (!exec || exec.length <= count) return undefined;
  const [open] = /^\[\s*/.exec(args.text) ?? [''];
  const strings = [...args.text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const [first, kept] = [strings[0], strings[count]];
  if (!first || !kept || first.index !== open.length) return undefined;
  const range = sourceRange(args, first.index, kept.index);
  return range.end - range.start === kept.index - first.index ? { range, newText: '' } : undefined;
}
