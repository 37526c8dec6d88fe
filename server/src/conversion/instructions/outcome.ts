import type { BuildInstruction } from '../../core/build';
import type { StageConversion } from '../stage-conversion';

/** What is left of an instruction: nothing, or one that needs these packages, as Debian calls them, installed before. */
export type Outcome = 'gone' | readonly string[];

/** It stays, and needs nothing. */
export const stays: Outcome = [];

/** Puts edits and problems into the conversion. Without an outcome the instruction stays, and needs nothing. */
export type Handler = (instruction: BuildInstruction, conversion: StageConversion) => Outcome | undefined;
