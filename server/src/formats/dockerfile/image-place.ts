import { largestParsedDocument } from '../../core/document';
import type { ImagePlace } from '../format';
import { referenceAt, type FoundReference } from '../place';
import { findSyntax } from './directives';
import type { Instruction } from './instruction';
import { readInstructions } from './instructions';
import { splitAtBlanks } from './words';

const flags = String.raw`[ \t]+(?:--\S+[ \t]+)*`;
const places = [
  `from${flags}["']?`,
  `(?<trigger>onbuild[ \\t]+)?(?:copy${flags}--from=["']?|run${flags}--mount=(?:[^\\s,]+,)*from=)`,
  String.raw`arg[ \t]+(?:\S+[ \t]+)*(?<variable>[a-z_]\w*)=["']?`,
  String.raw`(?<syntax>#)[ \t]*syntax[ \t]*=[ \t]*`,
];
/** What a line says before an image: of a FROM, of `COPY --from=` and of a mount, of a variable, and of the directive. */
const opening = new RegExp(`^[ \\t]*(?:${places.join('|')})$`, 'i');

/** Where a reference stands in an instruction, which no comment and no heredoc is, or in `# syntax=`. What a variable makes up is left alone. */
export function imagePlace(text: string, offset: number): ImagePlace | undefined {
  const found = text.length > largestParsedDocument ? undefined : referenceAt(text, offset, opening);
  if (!found || text.slice(found.range.start, found.range.end) === 'scratch') return undefined;
  const { syntax, variable, trigger } = found.match.groups ?? {};
  if (syntax !== undefined) return isSyntax(text, offset, found) ? { range: found.range, stages: [] } : undefined;
  const { instructions } = readInstructions(text, '\\');
  const index = instructions.findIndex(({ range }) => range.start === found.line);
  if (index < 0) return undefined;
  if (variable !== undefined) return isImage(variable, index, instructions) ? { range: found.range, stages: [] } : undefined;
  return { range: found.range, stages: trigger === undefined ? instructions.slice(0, index).flatMap(stageName) : [] };
}

/** The comment is a directive: one at the head. With a letter at the cursor there is something to read, also where nothing stands yet. */
function isSyntax(text: string, offset: number, { range }: FoundReference): boolean {
  const value = findSyntax(`${text.slice(0, offset)}x${text.slice(offset)}`)?.value;
  return value?.start === range.start && value.end === range.end + 1;
}

const wholeVariable = /^["']?\$(?:\{([a-z_]\w*)(?::?[-+?][^}]*)?\}|([a-z_]\w*))["']?$/i;

/** The ARG at `index` stands before all stages, and some FROM consists of its variable. */
function isImage(variable: string, index: number, instructions: readonly Instruction[]): boolean {
  const bases = instructions.slice(0, index).some(({ keyword }) => keyword === 'from') ? [] : instructions.filter(({ keyword }) => keyword === 'from');
  return bases.some(({ args }) => {
    const [, braced, plain] = wholeVariable.exec(splitAtBlanks(args, 1)[0]?.text ?? '') ?? [];
    return (braced ?? plain) === variable;
  });
}

function stageName({ keyword, args }: Instruction): string[] {
  const [, as, name] = keyword === 'from' ? splitAtBlanks(args, 3) : [];
  return as?.text.toLowerCase() === 'as' && name && /^[a-z][a-z0-9\-_.]*$/i.test(name.text) ? [name.text.toLowerCase()] : [];
}
