import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { placedByCharacter, usesInDocument } from '../embedded';
import { decodeText, type DecodedText } from './text';
import type { HclText } from './tree';

/** The uses of a text of another format, at their places in the document. */
export function embeddedUses(source: string, value: HclText, { format, around }: { readonly format: string; readonly around: Surroundings }): ImageUse[] {
  const { text, offsets } = withoutIndent(decodeText(source, value, coverHole), value);
  return usesInDocument(around.readEmbedded(format, text).uses, placedByCharacter(text, offsets), source);
}

/** What a hole holds is no text of the format, and nobody may take it for a variable of its own. */
function coverHole(hole: string): string {
  return `{{${hole.slice(2, -1).replace(/[^\n]/g, 'x')}}`;
}

/** `<<-` drops as many blanks of each line as the least indented one has. */
function withoutIndent(decoded: DecodedText, { heredoc }: HclText): DecodedText {
  if (heredoc !== 'indented') return decoded;
  const all = decoded.text.split('\n');
  const least = all.reduce((most, line) => (line.trim() === '' ? most : Math.min(most, line.length - line.trimStart().length)), Infinity);
  const offsets: number[] = [];
  const cut: string[] = [];
  let at = 0;
  for (const line of all) {
    const from = Math.min(least, line.length - line.trimStart().length);
    for (let index = at + from; index <= at + line.length; index += 1) offsets.push(decoded.offsets[index] as number);
    cut.push(line.slice(from));
    at += line.length + 1;
  }
  return { text: cut.join('\n'), offsets };
}
