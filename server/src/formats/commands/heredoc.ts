export interface Heredoc {
  readonly delimiter: string;
  /** `<<-`: tabs before the delimiter do not count. */
  readonly tabs: boolean;
}

const delimiter = /<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\[^\n]|[^\s;&|<>()'"\\`])+)/y;

/** The heredoc that is announced at `at`, and where its announcement ends. */
export function readHeredoc(text: string, at: number): { readonly heredoc: Heredoc; readonly end: number } | undefined {
  delimiter.lastIndex = at;
  const [, dash, word] = delimiter.exec(text) ?? [];
  if (word === undefined) return undefined;
  return { heredoc: { delimiter: word.replace(/['"\\]/g, ''), tabs: dash === '-' }, end: delimiter.lastIndex };
}

/** Behind the bodies that follow from `start` on; a body without its end takes all the rest. */
export function skipHeredocs(text: string, start: number, heredocs: readonly Heredoc[]): number {
  return heredocs.reduce((at, heredoc) => skipBody(text, at, heredoc), start);
}

function skipBody(text: string, start: number, { delimiter: last, tabs }: Heredoc): number {
  for (let at = start; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, feed < 0 ? text.length : feed).replace(/\r$/, '');
    if ((tabs ? line.replace(/^\t+/, '') : line) === last) return next;
    at = next;
  }
  return text.length;
}
