import type { TextEdit } from '../core/range';
import { startConversion, type Group } from './group';
import type { Problem } from './problem';
import { convertStage } from './stage';
import { convertStart } from './start';
import { checkTaken } from './taken-by-others';
import type { Target } from './target';

export interface ConvertedGroup {
  readonly edits: readonly TextEdit[];
  readonly problems: readonly Problem[];
}

/** Rewrites the instructions of stages for another image. With problems, none of the edits may be made. */
export function convertGroup(group: Group, target: Target): ConvertedGroup {
  const conversion = startConversion(group, target);
  for (const stage of group.stages) convertStage(stage, conversion);
  convertStart(conversion);
  checkTaken(conversion);
  return { edits: conversion.edits, problems: conversion.problems };
}
