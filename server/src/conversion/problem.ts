import type { Message } from '../core/message';
import type { Range } from '../core/range';

/** Why something stays as it is, and where it stands. */
export interface Problem {
  readonly range: Range;
  readonly reason: Message;
}
