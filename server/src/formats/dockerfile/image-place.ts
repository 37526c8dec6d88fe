import { largestParsedDocument } from '../../core/document';
import type { ImagePlace } from '../format';
import { referenceAt } from '../place';
import type { Instruction } from './instruction';
import { readInstructions } from './instructions';
import { splitAtBlanks } from './words';

const flags = String.raw`[ \t]+(?:--\S+[ \t]+)*`;
/** What a line says before the image of a FROM, of `COPY --from=` and of a mount. */
const opening = new RegExp(`^[ \\t]*(?:from${flags}["']?|(onbuild[ \\t]+)?(?:copy${flags}--from=["']?|run${flags}--mount=(?:[^\\s,]+,)*from=))$`, 'i');

/** Where a reference stands in an instruction, which no comment and no heredoc is. What a variable makes up is left alone. */
export function imagePlace(text: string, offset: number): ImagePlace | undefined {
  const found = text.length > largestParsedDocument ? undefined : referenceAt(text, offset, opening);
  if (!found || text.slice(found.range.start, found.range.end) === 'scratch') return undefined;
  const { instructions } = readInstructions(text, '\\');
  const index = instructions.findIndex(({ range }) => range.start === found.line);
  if (index < 0) return undefined;
  const isTrigger = found.match[1] !== undefined;
  return { range: found.range, stages: isTrigger ? [] : instructions.slice(0, index).flatMap(stageName) };
}

function stageName({ keyword, args }: Instruction): string[] {
  const [, as, name] = keyword === 'from' ? splitAtBlanks(args, 3) : [];
  return as?.text.toLowerCase() === 'as' && name && /^[a-z][a-z0-9\-_.]*$/i.test(name.text) ? [name.text.toLowerCase()] : [];
}
