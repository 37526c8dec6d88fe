import { shippedTrustRoot, type TrustRootSettings } from '../core/trust-root-settings';
import type { SignatureVerifier } from '../signatures';

/** What the bundle beside the server makes. */
export interface FinishableVerifier extends SignatureVerifier {
  finish(milliseconds: number): Promise<void>;
}

/** A verifier that is loaded at its first use. */
export class LazyVerifier implements FinishableVerifier {
  readonly #load: (settings: () => TrustRootSettings) => Promise<FinishableVerifier>;
  #loading: Promise<FinishableVerifier> | undefined;
  /** Whom the machine believes: asked at each verification. */
  trustRoot: TrustRootSettings = shippedTrustRoot;

  constructor(load: (settings: () => TrustRootSettings) => Promise<FinishableVerifier>) {
    this.#load = load;
  }

  verify: SignatureVerifier['verify'] = async (...asked) => {
    this.#loading ??= this.#load(() => this.trustRoot);
    return (await this.#loading).verify(...asked);
  };

  async finish(milliseconds: number): Promise<void> {
    await (await this.#loading)?.finish(milliseconds);
  }
}
