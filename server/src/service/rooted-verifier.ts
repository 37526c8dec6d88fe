import type { Message } from '../core/message';
import { formatReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import { createSignatureVerifier, type SignatureVerifier } from '../signatures';
import { TrustRoots, type TrustRootsParts } from './trust-roots';

/** A verifier that believes whom the machine's settings name by then. */
export class RootedVerifier implements SignatureVerifier {
  readonly #parts: TrustRootsParts;
  readonly #trustRoots: TrustRoots;

  constructor(parts: TrustRootsParts) {
    this.#parts = parts;
    this.#trustRoots = new TrustRoots(parts);
  }

  verify: SignatureVerifier['verify'] = async (request, client, options) => {
    const { clock } = this.#parts;
    const trustRoot = await this.#trustRoots.believed(options.consent);
    if ('template' in trustRoot) return this.#unknown(formatReference(request.reference), trustRoot);
    return createSignatureVerifier({ clock, trustRoot }).verify(request, client, options);
  };

  /** Gives a refresh of the trust root that still runs until it has had `milliseconds`. */
  finish(milliseconds: number): Promise<void> {
    return this.#parts.refreshing.finish(milliseconds);
  }

  #unknown(reference: string, reason: Message): VerificationReport {
    const { trustedRoot, tufMirror } = this.#parts.settings();
    const trustRoot = { source: trustedRoot === '' ? tufMirror : trustedRoot, sha256: '', date: '' };
    return { reference, verdict: 'unknown', reason, signatures: [], attestations: [], trustRoot };
  }
}
