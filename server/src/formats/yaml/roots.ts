import type { Node } from 'yaml';
import { readBlockStyle } from './block';
import { splitDocuments } from './documents';
import { parseYaml } from './parse';

/** The roots of the documents of a text, without those that have none; nothing where the text is too deep, too large or hopeless. */
export function rootsOf(text: string): readonly Node[] {
  const simple = splitDocuments(text).length === 1 ? readBlockStyle(text) : undefined;
  if (simple) return [simple];
  const parsed = parseYaml(text);
  return parsed.state === 'parsed' ? parsed.documents.flatMap(({ contents }) => contents ?? []) : [];
}
