import { visibleLine } from '../../../core/plain-text';
import type { ToolAnswer } from '../../../protocol';

/** Characters of one answer: a model reads all of it, and somebody pays for that. */
const longestAnswer = 20_000;
/** Entries of any one list. */
export const mostEntries = 50;
/** Characters of one text that somebody else wrote. */
const longestText = 300;

/** JSON for a model. Texts of documents and registries in it are visible, short lines. */
export function answered(value: object): ToolAnswer {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? shortLine(each) : each), 1);
  if (text.length <= longestAnswer) return { ok: true, text };
  return refused('The answer is too long. Ask about less, such as one file.');
}

/** In English, with what can be done about it: whoever reads it is a model. */
export function refused(reason: string): ToolAnswer {
  return { ok: false, reason: shortLine(reason) };
}

function shortLine(text: string): string {
  const line = visibleLine(text);
  return line.length <= longestText ? line : `${line.slice(0, longestText)}…`;
}
