import { mostUses, type ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import type { Range } from '../../core/range';
import { meaningOfText } from './meaning';
import { formatId } from './base';

const fromLine =
  /^[ \t]*from[ \t]+(?:--[^ \t\r\n]+[ \t]+)*([a-z0-9[][^ \t\r\n"'`\\$]*)(?=[ \t\r\n]|$)(?:[ \t]+as[ \t]+([a-z][a-z0-9._-]*))?/dgim;
const tooLarge = message('The document is too large to be edited safely.');

/** The line scan for documents that are too large to be parsed: FROM lines whose base is written out. */
export function scanLargeDocument(text: string): ReadDocument {
  const names = new Set<string>();
  const uses: ImageUse[] = [];
  for (const { 1: raw = '', 2: name, indices } of text.matchAll(fromLine)) {
    if (uses.length >= mostUses) break;
    const [start, end] = indices?.[1] ?? [0, 0];
    if (raw !== 'scratch' && !names.has(raw)) uses.push(largeUse(raw, { start, end }));
    if (name !== undefined) names.add(name.toLowerCase());
  }
  return { format: formatId, text, uses, comments: [], limited: 'too-large' };
}

function largeUse(raw: string, range: Range): ImageUse {
  const site = { range, raw };
  return { format: formatId, role: 'base', ...site, ...meaningOfText(raw), site, fixDisabled: tooLarge };
}
