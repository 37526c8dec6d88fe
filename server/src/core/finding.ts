import type { ImageUse } from './image-use';
import type { Message } from './message';
import type { Range } from './range';

export type Severity = 'error' | 'warning' | 'information';

/** Per reference and concern only the gravest finding is shown. */
export type Concern = 'grammar' | 'pinning' | 'publisher' | 'lifecycle' | 'fit' | 'signature' | 'meta';

export interface RelatedPlace {
  readonly range: Range;
  readonly message: Message;
}

/** One thing to tell the user about one image use. */
export interface Finding {
  readonly rule: string;
  readonly concern: Concern;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: Message;
  readonly use: ImageUse;
  readonly related: readonly RelatedPlace[];
  /** Of an ignore comment: the rules that it names in vain. */
  readonly inVain?: readonly string[];
}

const gravity: Record<Severity, number> = { error: 3, warning: 2, information: 1 };

/** Positive when `a` is graver than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return gravity[a] - gravity[b];
}
