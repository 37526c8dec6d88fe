/** Holes that something else fills before a shell sees the text, wherever they stand, within quotes too. */
export interface Holes {
  /** Behind the hole that begins at `at`, or undefined where none does. */
  endAt(at: number): number | undefined;
}

const longestHole = 500;
/** Parameters of CircleCI look like a heredoc, and inputs of GitLab like old arithmetic. */
const angled = /<<[ \t]*(?:parameters|pipeline|matrix)\.[\w.-]{1,100}[ \t]*>>/y;
const bracketed = /\$\[\[[^[\]\n]{1,200}\]\]/y;

/** `${{ x }}` of workflows, `{{ x }}` of templates and of just, `<< parameters.x >>`, `$[[ inputs.x ]]`. */
export function templateHoles(text: string): Holes {
  return {
    endAt(at) {
      const open = text.startsWith('{{', at) ? at + 2 : text.startsWith('${{', at) ? at + 3 : undefined;
      if (open === undefined) return matchAt(text.startsWith('<<', at) ? angled : bracketed, text, at);
      const inside = text.slice(open, open + longestHole);
      const close = inside.indexOf('}}');
      return close < 0 || inside.slice(0, close).includes('\n') ? undefined : open + close + '}}'.length;
    },
  };
}

function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const longestMakeHole = 2_000;

/** `$(NAME)`, `${NAME}` and `$X` of Make: a single dollar is never the shell's. Infinite where it has no end. */
export function makeHoles(text: string, end: number): Holes {
  const last = (start: number) => Math.min(end, start + longestMakeHole);
  return {
    endAt(at) {
      const open = text[at + 1];
      if (text[at] !== '$' || open === '$' || open === undefined || open === '\n') return undefined;
      return open === '(' || open === '{' ? balancedEnd(text, at + 1, last(at)) : at + 2;
    },
  };
}

/** Behind the bracket that closes the one at `start`. */
function balancedEnd(text: string, start: number, last: number): number {
  const open = text[start];
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = start; at < last; at += 1) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return Infinity;
}
