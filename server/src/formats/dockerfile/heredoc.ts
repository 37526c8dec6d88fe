import { splitShellWords, unquoteWord } from './expand';
import { triggeredInstruction, type ParsedInstruction } from './instruction';
import type { Line } from './lines';
import { traced, type Traced } from './traced';

interface Heredoc {
  /** The line that ends it. */
  readonly terminator: string;
  /** `<<-`: tabs before the terminator do not count. */
  readonly stripsTabs: boolean;
}

const heredocWord = /^\d*<<(-?)\s*([^<]*)$/;

/** The heredocs that an instruction on the logical line opens, in the order in which their bodies follow. */
export function heredocsOf(line: Traced, instruction: ParsedInstruction, escape: string): readonly Heredoc[] {
  if (!mayHaveHeredoc(instruction, escape)) return [];
  return (splitShellWords(line) ?? []).flatMap((word) => {
    const [, dash = '', name = ''] = heredocWord.exec(word) ?? [];
    if (name === '') return [];
    const quoted = traced(name, 0);
    const terminator = splitShellWords(quoted)?.length === 1 ? unquoteWord(quoted) : undefined;
    return terminator === undefined ? [] : [{ terminator, stripsTabs: dash === '-' }];
  });
}

const heredocKeywords: ReadonlySet<string> = new Set(['run', 'copy', 'add']);

/** JSON lists are no shell words, and other instructions know no heredocs. */
function mayHaveHeredoc(instruction: ParsedInstruction, escape: string): boolean {
  if (!['onbuild', ...heredocKeywords].includes(instruction.keyword) || !instruction.args.text.includes('<<')) return false;
  const { keyword, args } = instruction.keyword === 'onbuild' ? triggeredInstruction(instruction, escape) : instruction;
  return heredocKeywords.has(keyword) && !isJsonList(args.text);
}

function isJsonList(args: string): boolean {
  if (!args.startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(args));
  } catch {
    return false;
  }
}

export function endsHeredoc(text: string, line: Line, { terminator, stripsTabs }: Heredoc): boolean {
  let { start } = line;
  while (stripsTabs && start < line.end && text.charAt(start) === '\t') start += 1;
  return line.end - start === terminator.length && text.startsWith(terminator, start);
}
