import type { Range } from '../../core/range';
import type { Definition, Variable, Variables } from './variables';

/**
 * `syntax`: not a valid word, so that the build fails. `required`: a `${x:?}` without a value.
 * `too-large`: beyond what is worth following, and nothing is said about it.
 */
export type ExpansionProblem = 'syntax' | 'required' | 'too-large';

/** A part of the result, with its place if it is one literal. */
export interface Piece {
  readonly text: string;
  /** Where the document has the whole text as one literal: in the word itself or in the value of an ARG. */
  readonly whole?: Range;
  readonly holder?: Definition;
}

export interface Expansion extends Piece {
  readonly used: readonly Variable[];
  /** A variable without a value was asked for. */
  readonly incomplete: boolean;
  /** Whether there was a `$` at all that meant something. */
  readonly hasVariables: boolean;
  readonly problem?: ExpansionProblem;
}

/** Steps that expanding may still take in this document; keeps `ARG B=$A$A`, `ARG C=$B$B` … linear. */
export interface Budget {
  left: number;
}

export interface ExpandOptions {
  readonly escape: string;
  readonly variables: Variables;
  readonly budget: Budget;
}

export interface LexerOptions extends ExpandOptions {
  /** Leave variables as they stand, and only see that they are well formed. */
  readonly keep?: true;
}

export const nothing: Piece = { text: '' };

/** Only a single piece keeps its place. */
export function joined(pieces: readonly Piece[]): Piece {
  if (pieces.length === 1) return pieces[0] as Piece;
  return { text: pieces.map((piece) => piece.text).join('') };
}
