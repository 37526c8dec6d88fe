import type { Build, BuildInstruction } from '../core/build';
import type { TextEdit } from '../core/range';

/** Instructions that have an exec form, and start a program when the image does. */
const starting: ReadonlySet<string> = new Set(['cmd', 'entrypoint', 'run']);
/** What only a shell knows. */
const builtIns: ReadonlySet<string> = new Set([
  '.', ':', '[', 'alias', 'builtin', 'case', 'cd', 'command', 'declare', 'eval', 'exit', 'export', 'for', 'function', 'hash', 'if', 'let', 'local', 'popd', 'pushd', 'read', 'readonly', 'return',
  'select', 'set', 'shift', 'shopt', 'source', 'test', 'time', 'trap', 'type', 'typeset', 'ulimit', 'umask', 'unset', 'until', 'wait', 'while',
]);
const plainWord = /^[\w@%+=:,./-]+$/;
const quotedWord = /^(?:"([^"\\$`!]*)"|'([^']*)')$/;

/**
 * The words that a shell would start a program with, when they need no shell: no variables, no pipes, no quotes within words,
 * no built-in command. Undefined when anything of that kind is there, or might be.
 */
export function execWords(command: string): readonly string[] | undefined {
  const words = splitWords(command.trim())?.map(valueOfWord);
  if (!words || words.length === 0 || !words.every(word => word !== undefined)) return undefined;
  const [first = '', ...rest] = words;
  const program = first === 'exec' ? rest : words;
  const [name = ''] = program;
  return name === '' || builtIns.has(name) || /^\w+=/.test(name) ? undefined : program;
}

/** Words that blanks separate; undefined where quotes stand inside of one, which a shell would take away. */
function splitWords(text: string): readonly string[] | undefined {
  const next = /("[^"]*"|'[^']*'|[^\s"']+)(?:\s+|$)/y;
  const words: string[] = [];
  while (next.lastIndex < text.length) {
    const word = next.exec(text)?.[1];
    if (word === undefined) return undefined;
    words.push(word);
  }
  return words;
}

function valueOfWord(word: string): string | undefined {
  const [, double, single] = quotedWord.exec(word) ?? [];
  return double ?? single ?? (plainWord.test(word) ? word : undefined);
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
