import type { Offer } from '../../catalog';
import { toMultiStage, type MultiStage } from '../../conversion/recipes';
import type { Build } from '../../core/build';
import { message, type Message } from '../../core/message';
import { applyEdits, type Range, type TextEdit } from '../../core/range';
import type { Conversion, ConversionChange } from '../conversion';
import type { ConversionInput } from './engine';
import type { Decision } from './plan';
import type { BaseUnit } from './units';

/** The same document with a second stage, where a recipe is sure of it. */
export function withSecondStage(units: readonly BaseUnit[], build: Build, { document }: ConversionInput): MultiStage | Message | undefined {
  const [unit, ...others] = units;
  if (!unit || others.length > 0 || unit.use.fixDisabled || unit.use.site.range.start !== unit.use.range.start) return undefined;
  return toMultiStage({ document: document.text, build, reference: unit.reference, upstream: unit.upstream });
}

/** Images that are made to build with: a second stage on one of them would be in vain. */
const builders = /(?:^|\/)(?:go|golang|rust|maven|gradle|jdk|dotnet-sdk|gcc-glibc)$/;

/** Why the second stage is in vain; undefined when it is not. */
export function inVain(decisions: readonly Decision[]): Message | undefined {
  const shipped = decisions.find(({ unit }) => unit.stages.some(({ final }) => final));
  const image = shipped?.chosen?.offer;
  if (!shipped || !image) return shipped?.reasons[0]?.reason ?? message('no table has an image to run it on');
  return undefined;
}

/** Whether an image is made to run programs, and not to make them. */
export function isToRun({ reference: { repository, tag = '' } }: Offer): boolean {
  return !builders.test(repository) && !/-dev$|(?:^|-)sdk(?:-|$)/.test(tag);
}

/** What was found out about the document with a second stage, told of the document as it was. */
export function told(text: string, { edits, text: between, notes }: MultiStage, conversion: Conversion): Conversion {
  const back = backwards(edits);
  const places = insertedIn(edits);
  const isOwn = ({ start }: Range): boolean => places.some(place => place.start <= start && start < place.end);
  const own = conversion.changes.filter(change => !isOwn(change.range));
  const inserted = places.map((place): ConversionChange => {
    const within = conversion.edits.filter(({ range }) => place.start <= range.start && range.end <= place.end);
    const shifted = within.map(({ range, newText }) => ({ range: { start: range.start - place.start, end: range.end - place.start }, newText }));
    const to = applyEdits(between.slice(place.start, place.end), shifted).trim();
    const differences = conversion.changes.filter(({ range }) => place.start <= range.start && range.start < place.end).flatMap(each => each.differences);
    const said = differences.length > 0 ? [...differences, ...notes] : differences;
    return { range: { start: back(place.start), end: back(place.start) }, from: '', to, differences: said };
  });
  const moved = <T extends { readonly range: Range }>(each: T): T => ({ ...each, range: { start: back(each.range.start), end: back(each.range.end) } });
  const changes = [...own.map(moved), ...inserted].sort((a, b) => a.range.start - b.range.start);
  return { text: conversion.text, edits: oneEdit(text, conversion.text), changes, left: conversion.left.map(moved) };
}

/** Where the insertions stand in the text with them. */
function insertedIn(edits: readonly TextEdit[]): readonly Range[] {
  let shift = 0;
  return [...edits].sort((a, b) => a.range.start - b.range.start).map(({ range, newText }) => {
    const start = range.start + shift;
    shift += newText.length;
    return { start, end: start + newText.length };
  });
}

function backwards(edits: readonly TextEdit[]): (offset: number) => number {
  const places = insertedIn(edits);
  return offset => places.reduce((left, { start, end }) => {
    if (offset >= end) return left - (end - start);
    return offset > start ? left - (offset - start) : left;
  }, offset);
}

/** One replacement of all that differs. */
function oneEdit(before: string, after: string): readonly TextEdit[] {
  let start = 0;
  while (start < before.length && before.charAt(start) === after.charAt(start)) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.charAt(before.length - 1 - end) === after.charAt(after.length - 1 - end)) end += 1;
  return [{ range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) }];
}
