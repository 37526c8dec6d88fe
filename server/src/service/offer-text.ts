import type { Alternative, Facts } from '../core/facts';
import { valueOf } from '../core/fact';
import { formatSize, sizeChange } from '../core/image-details';
import { message, type Message } from '../core/message';

interface Offered {
  readonly alternative: Alternative;
  /** Of the image that it would take the place of. */
  readonly facts: Facts;
  /** Lines that would have to change with it. */
  readonly lines: readonly number[];
}

/** More than these nobody counts in a menu. */
const mostLines = 4;

/** What differs, what bites first: `changes needed on line 4; -78 %; user 65532; no shell`. */
export function offerTexts({ alternative, facts, lines }: Offered): readonly Message[] {
  return [...linesText(lines), ...sizeText(alternative, facts), ...alternative.differences];
}

function linesText(lines: readonly number[]): Message[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostLines).join(', ');
  return [message('changes needed on line {0}', lines.length > mostLines ? `${shown}, …` : shown)];
}

/** `52 MB (-78 %)`; nothing while one of them is not known. */
function sizeText({ details }: Alternative, facts: Facts): Message[] {
  const size = details === 'missing' ? undefined : details?.size;
  if (size === undefined) return [];
  const own = valueOf(facts.details);
  const change = own === undefined || own === 'missing' || own.size === undefined ? undefined : sizeChange(own.size, size);
  return [change === undefined ? message('{0} to pull', formatSize(size)) : message('{0} ({1} %)', formatSize(size), change > 0 ? `+${change}` : change)];
}
