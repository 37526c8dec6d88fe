import type { Message } from '../core/message';
import type { Range, TextEdit } from '../core/range';
import type { ActionOptions } from './action-options';

/** Publishers that a conversion may be asked for by name. */
export type ConversionPublisher = 'chainguard' | 'distroless' | 'docker-hardened' | 'docker-official';

export const conversionPublishers: readonly ConversionPublisher[] = ['chainguard', 'distroless', 'docker-hardened', 'docker-official'];

export interface ConversionOptions extends ActionOptions {
  /** Only images of this publisher, whatever becomes of the version; absent: the best, where that keeps the version. */
  readonly to?: ConversionPublisher;
}

/** Something of the document that a conversion changes. */
export interface ConversionChange {
  /** In the document as it was. */
  readonly range: Range;
  /** Empty for a line that was put in. */
  readonly from: string;
  /** Empty for one that was taken out. */
  readonly to: string;
  /** Of an image: what will be different on the new one. */
  readonly differences: readonly Message[];
  /** What else is to be said of it. */
  readonly note?: Message;
}

/** Something that stays as it is. */
export interface ConversionLeft {
  /** In the document as it was. */
  readonly range: Range;
  /** The image that it is about. */
  readonly reference: string;
  /** `skipped`: nothing to do there; `failed`: it could not be done. */
  readonly kind: 'skipped' | 'failed';
  readonly reason: Message;
}

export interface Conversion {
  /** The whole document as it will be. */
  readonly text: string;
  /** What makes it so; they do not overlap. */
  readonly edits: readonly TextEdit[];
  readonly changes: readonly ConversionChange[];
  readonly left: readonly ConversionLeft[];
}

export function unchanged(text: string, left: readonly ConversionLeft[] = []): Conversion {
  return { text, edits: [], changes: [], left };
}
