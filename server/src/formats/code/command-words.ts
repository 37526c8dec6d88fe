import { shells } from '../../core/shells';
import type { Part } from './joined-text';

/** A command that is given as a list of words, as a shell would have it written. */
export function commandOf(words: readonly (readonly Part[])[], text: string): readonly Part[] {
  const said = words.slice(0, 2).map(parts => textOf(parts, text));
  const [program = '', flag = ''] = said;
  const script = words[2];
  if (script && shells.has(program.slice(program.lastIndexOf('/') + 1)) && /^-[a-z]*c$/.test(flag)) return script;
  return words.flatMap(word => (textOf(word, text).includes("'") ? [' ', undefined] : [" '", ...word, "'"]));
}

function textOf(parts: readonly Part[], text: string): string {
  return parts.map(part => (typeof part === 'object' ? text.slice(part.start, part.end) : (part ?? ''))).join('');
}
