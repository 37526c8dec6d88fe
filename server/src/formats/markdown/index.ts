import { bareSurroundings, largestParsedDocument, mostUses, type ReadDocument, type Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import type { Range } from '../../core/range';
import { usesOfEmbedded } from '../code/text-use';
import type { Format } from '../format';
import { blocksOf } from './blocks';
import { readersOf } from './readers';

const id = 'markdown';
const file = /\.(?:md|markdown)$/i;
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:```|~~~)/m;

/**
 * Documentation shows images and runs none: what its blocks of code name has hovers and links, and nothing is said about it. A
 * walk over a folder leaves it out.
 */
export const markdown: Format = {
  id,
  title: 'Markdown',
  files: ['*.md', '*.markdown'],
  mayClaim: () => false,
  claims: ({ path, text }) => file.test(path) && fence.test(text),
  read,
  readStart: () => undefined,
  edit: () => ({ disabled: message('this kind of document cannot be edited') }),
  commentPlace: () => undefined,
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  const isLarge = text.length > largestParsedDocument;
  const uses = isLarge ? [] : blocksOf(text).flatMap(block => usesOfBlock(text, block, around));
  const limited = isLarge || uses.length > mostUses ? { limited: 'too-large' as const } : {};
  return { format: id, text, uses: uses.slice(0, mostUses), comments: [], onlyShown: true, ...limited };
}

/** Several readers may know a block; what stands at one place is one use. */
function usesOfBlock(text: string, { language, lines }: ReturnType<typeof blocksOf>[number], around: Surroundings): ImageUse[] {
  const starts = new Set<number>();
  const code = lines.map(({ start, end }) => text.slice(start, end)).join('');
  const uses = readersOf(language, code).flatMap(format => usesOfEmbedded(text, format === 'shell' ? filledIn(text, lines) : lines, { format, around }));
  return uses.filter(({ range: { start } }) => !starts.has(start) && starts.add(start)).sort((a, b) => a.range.start - b.range.start);
}

/** `<YOUR_THEME>` is for the reader to fill in, where a shell would take it for two files. What has one in it is no use: it does not stand there so. */
const blank = /<[A-Za-z][\w .-]{0,60}>/g;
/** What stands before the image, and is no word of the command line itself. */
const options = /^<(?:\w+[ _-])?(?:options?|flags?)>$/i;

function filledIn(text: string, lines: readonly Range[]): (Range | string)[] {
  return lines.flatMap(({ start, end }) => {
    const stretches: (Range | string)[] = [];
    let from = start;
    for (const { index, 0: found } of text.slice(start, end).matchAll(blank)) {
      stretches.push({ start: from, end: start + index }, (options.test(found) ? ' ' : '_').repeat(found.length));
      from = start + index + found.length;
    }
    return [...stretches, { start: from, end }];
  });
}
