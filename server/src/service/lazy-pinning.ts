import type { TrustRootInfo } from '../core/verification';
import type { Signatures } from '../facts/signatures';
import type { Pinning } from './pinning';

/** What was found out about signatures: nothing, while nobody acted. */
export interface KnownSignatures {
  readonly current: () => Signatures | undefined;
  /** Another number as soon as something else may be known. */
  revision(): number;
  trustRoot(): TrustRootInfo | undefined;
  /** Calls `listener` whenever a verification came to an end. */
  onVerified(listener: () => void): void;
}

export interface LazyPinning extends KnownSignatures {
  load(): Promise<Pinning>;
}

/** Loads at the first need; one that could not be loaded is tried again the next time. */
export function lazyPinning(create: () => Promise<Pinning>): LazyPinning {
  const listeners: (() => void)[] = [];
  let pinning: Pinning | undefined;
  let loading: Promise<Pinning> | undefined;

  async function load(): Promise<Pinning> {
    try {
      pinning = await create();
      pinning.signatures.onVerified(() => {
        for (const listener of listeners) listener();
      });
      return pinning;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  return {
    load: () => (loading ??= load()),
    current: () => pinning?.signatures,
    revision: () => pinning?.signatures.revision() ?? 0,
    trustRoot: () => pinning?.signatures.trustRoot(),
    onVerified: listener => void listeners.push(listener),
  };
}
