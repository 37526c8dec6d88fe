import type { ReadDocument } from '../../core/document';
import type { Range } from '../../core/range';
import { countNames, type Constant } from './constants';
import { commandDocument, commentsAbove, lineStartAt } from './document';
import { makeHoles } from './holes';
import { imagesOfScripts, type CommandImage, type FillAt } from './images';
import { readMakefile, type MakeAssignment } from './make-lines';
import type { ScanOptions } from './scan';

const variable = /\$[({]([\w.-]+)[):}]/g;
const whole = /^\$(?:\(([\w.-]+)\)|\{([\w.-]+)\})$/;

export function readMake(format: string, text: string): ReadDocument {
  const { recipes, kept, comments, assignments, lineStarts } = readMakefile(text);
  const fill = makeVariables(text, assignments);
  const scanOf = (script: Range): ScanOptions => ({ ...script, dollar: '$$', holes: makeHoles(text, script.end) });
  // The first word behind the options of a command that goes on elsewhere may be more of them.
  const isWritten = ({ word }: CommandImage): boolean => word.pieces.some(({ hole }) => !hole);
  const images = [...imagesOfScripts(text, recipes, { fill, scanOf }), ...imagesOfScripts(text, kept, { fill, scanOf }).filter(isWritten)];
  return commandDocument({ format, text, comments: commentsAbove(text, comments, lineStarts), images, fill, variable });
}

/** Variables that are given one constant text. Recipes run when all of the file has been read, so it may stand anywhere. */
function makeVariables(text: string, assignments: readonly MakeAssignment[]): FillAt {
  const counts = new Map(countNames(text, /\$[({]eval[ \t]+([\w.-]+)/g));
  for (const { name } of assignments) counts.set(name, (counts.get(name) ?? 0) + 1);
  const constants = new Map<string, Constant>();
  for (const { name, value: range, always } of assignments) {
    const value = text.slice(range.start, range.end);
    if (always && !value.includes('$')) constants.set(name, { name, value, range });
  }
  return hole => {
    const [, round, curly] = whole.exec(hole) ?? [];
    const constant = constants.get(round ?? curly ?? '');
    return constant && counts.get(constant.name) === 1 ? { text: constant.value, range: constant.range, constant } : undefined;
  };
}

export function placeInMake(text: string, offset: number): number {
  return lineStartAt(readMakefile(text).lineStarts, offset);
}
