import type { ReadDocument } from '../../core/document';
import { commandDocument, commentsAbove, lineStartAt } from './document';
import { templateHoles } from './holes';
import { imagesOf } from './images';
import { scanCommands, type ScanOptions } from './scan';
import { shellVariables } from './shell-variables';

const variable = /\$\{?[#!]?([A-Za-z_]\w*)/g;

function optionsOf(text: string): ScanOptions {
  return { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length, dollar: '$', holes: templateHoles(text) };
}

export function readShell(format: string, text: string): ReadDocument {
  const scan = optionsOf(text);
  const { commands, comments, lineStarts } = scanCommands(text, scan);
  const fill = shellVariables(text, commands);
  const images = imagesOf(text, commands, { scan, fill });
  return commandDocument({ format, text, comments: commentsAbove(text, comments, lineStarts), images, fill, variable });
}

export function placeInShell(text: string, offset: number): number {
  return lineStartAt(scanCommands(text, optionsOf(text)).lineStarts, offset);
}
