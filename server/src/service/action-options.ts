import type { Consent } from '../core/consent';
import type { CancelSignal } from '../core/ports';
import type { Round } from './round';

/** How something that somebody asked for may go about it. */
export interface ActionOptions {
  readonly consent: Consent;
  readonly signal?: CancelSignal;
  /** `cache`: what is known already, and no request. */
  readonly source?: 'network' | 'cache';
  /** The action is about more than one document. */
  readonly round?: Round;
}
