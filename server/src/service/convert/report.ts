import type { Build, BuildInstruction } from '../../core/build';
import { message, type Message } from '../../core/message';
import { applyEdits, type Range, type TextEdit } from '../../core/range';
import type { ConversionChange, ConversionLeft } from '../conversion';
import { differencesOf } from './differences';
import type { ConversionInput } from './engine';
import type { Decision } from './plan';

/** What changes, in the order of the document: bases with what differs, and instructions. */
export function changesOf(decisions: readonly Decision[], build: Build, input: ConversionInput): readonly ConversionChange[] {
  const changes = decisions.flatMap(decision => [...baseChange(decision, input), ...instructionChanges(decision, build, input.document.text)]);
  return [...changes].sort((a, b) => a.range.start - b.range.start);
}

function baseChange({ unit, chosen, edits, note }: Decision, input: ConversionInput): ConversionChange[] {
  if (!chosen?.offer) return [];
  const { range, raw } = unit.use.fixDisabled ? unit.use : unit.use.site;
  const own = edits.filter(edit => isInside(edit.range, range));
  return [{ range, from: raw, to: applied(raw, range, own), differences: differencesOf(unit, chosen.offer, input), ...(note ? { note } : {}) }];
}

function instructionChanges({ unit, edits }: Decision, build: Build, text: string): ConversionChange[] {
  const base = unit.use.fixDisabled ? unit.use.range : unit.use.site.range;
  const others = edits.filter(edit => !isInside(edit.range, base));
  const instructions = build.stages.flatMap(({ from, instructions: own }) => [from, ...own]);
  const inside = new Map<BuildInstruction, TextEdit[]>();
  const changes: ConversionChange[] = [];
  for (const edit of others) {
    const instruction = isLine(edit) ? undefined : instructions.find(({ range }) => edit.range.start >= range.start - 400 && meets(edit.range, range));
    if (instruction) inside.set(instruction, [...(inside.get(instruction) ?? []), edit]);
    else changes.push({ range: edit.range, from: '', to: edit.newText.trim(), differences: [] });
  }
  for (const [instruction, own] of inside) changes.push(changeOf(instruction, own, text));
  return changes;
}

function changeOf({ words, range }: BuildInstruction, edits: readonly TextEdit[], text: string): ConversionChange {
  const start = Math.min(words.start, ...edits.map(edit => edit.range.start));
  const whole = { start, end: Math.max(range.end, ...edits.map(edit => edit.range.end)) };
  const from = text.slice(whole.start, whole.end);
  return { range: { start: words.start, end: range.end }, from: from.trim(), to: applied(from, whole, edits).trim(), differences: [] };
}

/** A line of its own. */
function isLine({ range, newText }: TextEdit): boolean {
  return range.start === range.end && /^\r?\n|\n$/.test(newText);
}

function meets(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end && (a.start < b.end || a.start === a.end);
}

function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function applied(text: string, { start }: Range, edits: readonly TextEdit[]): string {
  return applyEdits(text, edits.map(({ range, newText }) => ({ range: { start: range.start - start, end: range.end - start }, newText })));
}

export function leftOf(decisions: readonly Decision[]): readonly ConversionLeft[] {
  return decisions.flatMap(({ unit, chosen, reasons }) => {
    if (chosen) return [];
    const said = reasons.length > 0 ? reasons : [{ range: unit.use.range, reason: nothing }];
    return said.map(({ range, reason }) => ({ range, reference: unit.use.raw, kind: 'failed' as const, reason }));
  });
}

const nothing: Message = message('no table has an image that does the same job');
