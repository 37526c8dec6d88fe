import { message } from '../../core/message';
import type { Expansion } from '../yaml/use';
import { noEnvFile, type EnvFile } from './env-file';

/** `$$`, `$NAME`, `${NAME}` and `${NAME:-default}` with its relatives (Compose specification, "Interpolation"). */
const variable = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^]*))?\})/y;
const deepest = 5;

const inEnvFile = message('The file .env supplies this reference, or a part of it.');

interface Known {
  readonly env: EnvFile;
  /** Something of it was taken. */
  used: boolean;
}

/**
 * What a text with variables becomes without an environment but for the file `.env`: its values are taken, then defaults, and where
 * there is neither nothing is known. Undefined for a text without variables.
 */
export function expandVariables(text: string, env: EnvFile = noEnvFile): Expansion | undefined {
  if (!text.includes('$')) return undefined;
  const known: Known = { env, used: false };
  const expanded = expand(text, known, 0);
  if (expanded === undefined) return {};
  const whole = known.used ? undefined : wholeDefault(text);
  return { text: expanded, ...(whole ? { whole } : {}), ...(known.used ? { elsewhere: inEnvFile } : {}) };
}

function expand(text: string, known: Known, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  let result = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '$') {
      result += text[at];
      at += 1;
      continue;
    }
    const end = endOfVariable(text, at);
    const value = end === undefined ? undefined : valueOf(text.slice(at, end), known, depth);
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

function valueOf(written: string, known: Known, depth: number): string | undefined {
  if (written === '$$') return '$';
  variable.lastIndex = 0;
  const [, plain, braced, operator, operand = ''] = variable.exec(written) ?? [];
  const name = plain ?? braced ?? '';
  const value = known.env.get(name);
  // With a colon, what is empty counts as not set.
  const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
  if (known.env.has(name)) known.used = true;
  if (operator === '+' || operator === ':+') return isSet ? expand(operand, known, depth + 1) : whereUnset('', name, known);
  if (isSet) return value;
  return operator === '-' || operator === ':-' ? whereUnset(expand(operand, known, depth + 1), name, known) : undefined;
}

/** Nobody can tell about a variable that is there with a value that is not known. */
function whereUnset(text: string | undefined, name: string, { env }: Known): string | undefined {
  return env.has(name) && env.get(name) === undefined ? undefined : text;
}

/** Where `${NAME:-default}` is all of the text and its default has no variables itself. */
function wholeDefault(text: string): Expansion['whole'] {
  const [, before = '', operand] = /^(\$\{[A-Za-z_]\w*:?-)([^${}]+)\}$/.exec(text) ?? [];
  return operand === undefined ? undefined : { start: before.length, end: before.length + operand.length };
}
