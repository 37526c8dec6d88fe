import type { Message } from './message';
import type { ImageReference } from './reference';

export type LifecycleState =
  | 'deprecated' | 'moved' // its publisher gave it up, or publishes it elsewhere
  | 'end-of-life' | 'ends-soon' // of the release cycle that the tag names
  | 'no-longer-built' // the tag is served and gets no fixes
  | 'paid-tag' // the free tier does not publish it
  | 'debug-variant';

/** One thing that is so about an image because of when and how it is published, as the tables have it. */
export interface Lifecycle {
  readonly state: LifecycleState;
  /** A sentence without its date and source: `Node.js 16 is past its end of life`. */
  readonly what: Message;
  /** Since when, or from when on: `YYYY-MM-DD`, or as much of it as is known. */
  readonly date?: string;
  /** Where that was read. */
  readonly source: string;
  /** What to use instead: complete, with a tag. */
  readonly replacement?: ImageReference;
}
