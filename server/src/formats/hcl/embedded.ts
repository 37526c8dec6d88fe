import type { Surroundings } from '../../core/document';
import type { ImageUse, Site } from '../../core/image-use';
import { message } from '../../core/message';
import type { Range } from '../../core/range';
import { decodeText, type DecodedText } from './text';
import type { HclText } from './tree';

const lines = message('The reference is written with escapes or over several lines, which no edit can keep.');

/** The uses of a text of another format, at their places in the document. */
export function embeddedUses(source: string, value: HclText, { format, around }: { readonly format: string; readonly around: Surroundings }): ImageUse[] {
  const decoded = withoutIndent(decodeText(source, value, coverHole), value);
  return around.readEmbedded(format, decoded.text).uses.map(use => placed(use, decoded, source));
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

function placed(use: ImageUse, decoded: DecodedText, source: string): ImageUse {
  const here = siteIn(use.range, decoded, source);
  const site = siteIn(use.site.range, decoded, source);
  const isWritten = here.raw === use.raw;
  const isSafe = site.raw === use.site.raw;
  const where: Site = isSafe ? { ...use.site, ...site } : here;
  const disabled = isSafe ? use.fixDisabled : lines;
  return { ...use, ...here, site: where, ...(disabled ? { fixDisabled: disabled } : isWritten || isSafe ? {} : { fixDisabled: lines }) };
}

function siteIn({ start, end }: Range, { offsets }: DecodedText, source: string): { readonly range: Range; readonly raw: string } {
  const from = offsets[start] as number;
  const range = { start: from, end: end > start ? (offsets[end - 1] as number) + 1 : from };
  return { range, raw: source.slice(range.start, range.end) };
}
