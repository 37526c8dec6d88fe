import type { ReadDocument } from '../../core/document';
import type { Constant } from './constants';
import { commandDocument, commentsAbove, lineStartAt } from './document';
import { templateHoles } from './holes';
import { imagesOfScripts, type FillAt } from './images';
import { readJustfile, type Justfile } from './just-lines';
import type { ScanOptions } from './scan';

const variable = /\{\{\s*([A-Za-z_][\w-]*)/g;
const whole = /^\{\{\s*([A-Za-z_][\w-]*)\s*\}\}$/;

export function readJust(format: string, text: string): ReadDocument {
  const file = readJustfile(text);
  const fill = justVariables(text, file);
  const scan = { dollar: '$', holes: templateHoles(text) };
  const images = imagesOfScripts(text, file.scripts, { fill, scanOf: (script): ScanOptions => ({ ...script, ...scan }) });
  return commandDocument({ format, text, comments: commentsAbove(text, file.comments, file.lineStarts), images, fill, variable });
}

/** Variables that are given one constant text, and that no recipe has a parameter of the same name for. */
function justVariables(text: string, { assignments, parameters }: Justfile): FillAt {
  const counts = new Map<string, number>();
  const constants = new Map<string, Constant>();
  for (const { name, value: range } of assignments) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (range) constants.set(name, { name, value: text.slice(range.start, range.end), range });
  }
  return hole => {
    const constant = constants.get(whole.exec(hole)?.[1] ?? '');
    const isKnown = constant && counts.get(constant.name) === 1 && !parameters.has(constant.name);
    return isKnown ? { text: constant.value, range: constant.range, constant } : undefined;
  };
}

export function placeInJust(text: string, offset: number): number {
  return lineStartAt(readJustfile(text).lineStarts, offset);
}
