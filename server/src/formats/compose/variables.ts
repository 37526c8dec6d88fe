import type { Expansion } from '../yaml/use';

/** `$$`, `$NAME`, `${NAME}` and `${NAME:-default}` with its relatives (Compose specification, "Interpolation"). */
const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^]*))?\})/y;
const deepest = 5;

/**
 * What a text with variables becomes without an environment: defaults are taken, and where there is none nothing is known. Undefined
 * for a text without variables.
 */
export function expandVariables(text: string): Expansion | undefined {
  if (!text.includes('$')) return undefined;
  const expanded = expand(text, 0);
  if (expanded === undefined) return {};
  const whole = wholeDefault(text);
  return whole ? { text: expanded, whole } : { text: expanded };
}

function expand(text: string, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  let result = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '$') {
      result += text[at];
      at += 1;
      continue;
    }
    const end = endOfVariable(text, at);
    const value = end === undefined ? undefined : valueOf(text.slice(at, end), depth);
    if (end === undefined || value === undefined) return undefined;
    result += value;
    at = end;
  }
  return result;
}

/** Behind the variable at `start`; braces may stand in its default. */
function endOfVariable(text: string, start: number): number | undefined {
  if (text[start + 1] !== '{') {
    const [whole] = /^\$(?:\$|[A-Za-z_]\w*)/.exec(text.slice(start, start + 256)) ?? [];
    return whole === undefined ? undefined : start + whole.length;
  }
  let open = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '{') open += 1;
    if (text[at] === '}') open -= 1;
    if (open === 0) return at + 1;
  }
  return undefined;
}

function valueOf(written: string, depth: number): string | undefined {
  if (written === '$$') return '$';
  variable.lastIndex = 0;
  const [, , , operator, operand = ''] = variable.exec(written) ?? [];
  if (operator === '-' || operator === ':-') return expand(operand, depth + 1);
  // What is written for a variable that is set is not written where it is not.
  return operator === '+' || operator === ':+' ? '' : undefined;
}

/** Where `${NAME:-default}` is all of the text and its default has no variables itself. */
function wholeDefault(text: string): Expansion['whole'] {
  const [, before = '', operand] = /^(\$\{[A-Za-z_]\w*:?-)([^${}]+)\}$/.exec(text) ?? [];
  return operand === undefined ? undefined : { start: before.length, end: before.length + operand.length };
}
