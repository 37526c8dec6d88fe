import type { Build, BuildInstruction } from '../core/build';
import type { TextEdit } from '../core/range';

/** Instructions that have an exec form, and start a program when the image does. */
const starting: ReadonlySet<string> = new Set(['cmd', 'entrypoint', 'run']);
/** What only a shell knows. */
const builtIns: ReadonlySet<string> = new Set(['cd', 'export', 'source', '.', 'set', 'eval', 'if', 'for', 'while', 'case', 'test', '[', 'trap', 'ulimit', 'umask', 'alias']);
const plainWord = /^[\w@%+=:,./-]+$/;
const quotedWord = /^(?:"([^"\\$`!]*)"|'([^']*)')$/;

/**
 * The words that a shell would start a program with, when they need no shell: no variables, no pipes, no quotes within words,
 * no built-in command. Undefined when anything of that kind is there, or might be.
 */
export function execWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  for (const word of command.trim().match(/"[^"]*"|'[^']*'|\S+/g) ?? []) {
    const [, double, single] = quotedWord.exec(word) ?? [];
    const value = double ?? single ?? (plainWord.test(word) ? word : undefined);
    if (value === undefined) return undefined;
    words.push(value);
  }
  // What a shell does to quotes inside of words was not looked at: then the words do not make up the text.
  if (words.length === 0 || /["'][^\s"']|[^\s"']["']/.test(command.trim().replace(/"[^"]*"|'[^']*'/g, match => ` ${'x'.repeat(match.length)} `))) return undefined;
  const [first = '', ...rest] = words;
  const program = first === 'exec' ? rest : words;
  const [name = ''] = program;
  return name === '' || builtIns.has(name) || /^\w+=/.test(name) ? undefined : program;
}

/** The edit that writes an instruction in the exec form, without its first words; undefined where it has it already, or a shell may be needed. */
export function execFormEdit({ keyword, args, exec }: BuildInstruction, without = 0): TextEdit | undefined {
  const [run] = args.runs;
  // Text in several pieces has comments or line ends between them, which would be lost.
  if (!starting.has(keyword) || exec || !run || args.runs.length !== 1) return undefined;
  const words = execWords(args.text);
  if (!words) return undefined;
  const newText = `[${words.slice(without).map(word => JSON.stringify(word)).join(', ')}]`;
  return { range: { start: run.source, end: run.source + args.text.length }, newText };
}

/** The instruction that begins at `offset`. */
export function instructionAt({ stages }: Build, offset: number): BuildInstruction | undefined {
  return stages.flatMap(({ instructions }) => instructions).find(({ words }) => words.start === offset);
}
