/**
 * What a value of the policy file may be. A shape reads the value and describes it to the JSON schema, so that both come
 * from one table (file.ts) and cannot disagree.
 */
import type { Node } from 'yaml';
import { message, type Message } from '../core/message';
import type { IgnoreEntry } from '../core/policy';
import type { Range } from '../core/range';
import type { KnownWords } from './words';

export interface PolicyProblem {
  readonly path: string;
  /** Dotted, e.g. `signatures[0].images`; empty for the whole file. */
  readonly key: string;
  readonly range: Range;
  readonly message: Message;
  /** What was most likely meant; not part of the message. */
  readonly suggestion?: string;
  /** The command line does not run on such a file: what it says of trust, rules or signatures is not known. */
  readonly fatal: boolean;
}

/** An entry of `ignore`, the same object as in the policy, and where it stands. */
export interface WrittenIgnore {
  readonly entry: IgnoreEntry;
  readonly range: Range;
}

export interface Reading {
  readonly path: string;
  readonly known: KnownWords;
  readonly problems: PolicyProblem[];
  /** How many things were wrong, those beyond the list's bound and the silent ones included. */
  wrong: number;
  /** Entries of `ignore` as they are read, each with its place. */
  readonly ignores: WrittenIgnore[];
  /** The file is of a newer version, so that an unknown key is no mistake. */
  readonly newer: boolean;
}

/** Where a value stands. */
export interface Place {
  readonly key: string;
  readonly fatal: boolean;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  /** Undefined, and one problem, for a value that is none. */
  read(node: Node, place: Place, reading: Reading): T | undefined;
  schema(known: KnownWords): JsonSchema;
}

export interface Field<T> {
  readonly shape: Shape<T>;
  /** For the editor's completion; English, as everything in the schema. */
  readonly description: string;
  /** Its problems keep the command line from running. */
  readonly fatal?: boolean;
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> };

const mostProblems = 100;
/** Of a list, or a mapping. */
export const mostEntries = 500;
export const tooMany: Message = message('more than {0} entries', mostEntries);
export const noAliases: Message = message('Aliases are not read in a policy: write the value itself');

interface Said extends Place {
  readonly range: Range;
  readonly message: Message;
  readonly suggestion?: string | undefined;
}

export function report(reading: Reading, { key, fatal, range, message: what, suggestion }: Said): undefined {
  reading.wrong += 1;
  if (reading.problems.length >= mostProblems) return undefined;
  const problem = { path: reading.path, key, range, message: what, fatal };
  reading.problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  return undefined;
}
