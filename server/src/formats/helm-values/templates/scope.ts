import type { ImageField, Place } from './evidence';
import type { Node } from './tree';
import { other, type Segment, type Value, type ValuePath } from './value';

/** A text, as each way through a template makes it. */
export type Forms = readonly (readonly Segment[])[];

/** One file's text and the template in it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Defined extends Source {
  readonly nodes: readonly Node[];
}

/** One walk through a chart: what it may call, and what it has found so far. */
export interface Run {
  readonly helpers: ReadonlyMap<string, readonly Defined[]>;
  /** By the path of the value. */
  readonly elsewhere: Map<string, Place & { readonly path: ValuePath }>;
  readonly images: ImageField[];
  /** What helpers say, by helper and what it was given. */
  readonly results: Map<string, Forms>;
  steps: number;
}

/** What a stretch of a template sees. */
export interface Scope {
  readonly run: Run;
  readonly source: Source;
  readonly dot: readonly Value[];
  /** `$`: what the file or the helper was given. */
  readonly given: readonly Value[];
  readonly variables: Map<string, readonly Value[]>;
  readonly outer?: Scope;
  readonly depth: number;
}

/** Where something is evaluated: the node that a message names, and what it sees. */
export interface At {
  readonly node: Pick<Node, 'start'>;
  readonly scope: Scope;
}

export function variable(name: string, scope: Scope): readonly Value[] {
  if (name === '$') return scope.given;
  return ownerOf(name, scope)?.variables.get(name) ?? [other];
}

export function ownerOf(name: string, scope: Scope): Scope | undefined {
  let owner: Scope | undefined = scope;
  while (owner && !owner.variables.has(name)) owner = owner.outer;
  return owner;
}
