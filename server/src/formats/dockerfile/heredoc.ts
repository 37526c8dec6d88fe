import { splitShellWords, unquoteWord } from './expand';
import type { Line } from './lines';
import { traced, type Traced } from './traced';

interface Heredoc {
  /** The line that ends it. */
  readonly terminator: string;
  /** `<<-`: tabs before the terminator do not count. */
  readonly stripsTabs: boolean;
}

const heredocWord = /^\d*<<(-?)\s*([^<]*)$/;

/** The heredocs that an instruction opens, in the order in which their bodies follow. */
export function heredocsOf(line: Traced): readonly Heredoc[] {
  if (!line.text.includes('<<')) return [];
  return (splitShellWords(line) ?? []).flatMap((word) => {
    const [, dash = '', name = ''] = heredocWord.exec(word) ?? [];
    if (name === '') return [];
    const quoted = traced(name, 0);
    const terminator = splitShellWords(quoted)?.length === 1 ? unquoteWord(quoted) : undefined;
    return terminator === undefined ? [] : [{ terminator, stripsTabs: dash === '-' }];
  });
}

export function endsHeredoc(text: string, line: Line, { terminator, stripsTabs }: Heredoc): boolean {
  let { start } = line;
  while (stripsTabs && start < line.end && text.charAt(start) === '\t') start += 1;
  return line.end - start === terminator.length && text.startsWith(terminator, start);
}
