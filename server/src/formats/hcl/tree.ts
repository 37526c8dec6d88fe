import type { Range } from '../../core/range';

/**
 * What a document of HCL says, as far as it names images. Blocks are objects too: `resource "docker_image" "web" { … }` says the same as
 * `resource = { docker_image = { web = { … } } }`, which is how JSON writes it.
 */
export type HclValue = HclObject | HclList | HclText | HclCall | HclPath | HclNumber | HclOther;

export interface HclEntry {
  readonly key: string;
  readonly value: HclValue;
}

export interface HclObject {
  readonly kind: 'object';
  readonly range: Range;
  /** In order; the key of one that is computed is empty. */
  readonly entries: readonly HclEntry[];
}

export interface HclList {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly HclValue[];
}

/** A text in quotes, or a heredoc. */
export interface HclText {
  readonly kind: 'text';
  /** Between the quotes, or the lines of the heredoc. */
  readonly range: Range;
  /** Stretches that are written out, and what stands in its holes. */
  readonly pieces: readonly (Range | HclValue)[];
  /** Of a heredoc: whether the indentation of its lines is dropped (`<<-`). */
  readonly heredoc?: 'as-it-is' | 'indented';
  /** What it means where other escapes count than those of HCL. */
  readonly value?: string;
}

export interface HclCall {
  readonly kind: 'call';
  readonly range: Range;
  readonly name: string;
  readonly args: readonly HclValue[];
}

/** `var.image`, `local.images["web"]`. */
export interface HclPath {
  readonly kind: 'path';
  readonly range: Range;
  readonly steps: readonly string[];
}

export interface HclNumber {
  readonly kind: 'number';
  readonly range: Range;
}

/** An expression that only a run can tell, or nothing at all. */
export interface HclOther {
  readonly kind: 'other';
  readonly range: Range;
}
