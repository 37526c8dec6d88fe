import { message, type Message } from '../core/message';
import { formatReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import type { FilesPort } from '../core/ports';
import type { SignatureVerifier, SignatureVerifierOptions, TrustRootResult } from '../signatures';

/** What the bundle beside the server exports. */
export interface VerifierModule {
  createSignatureVerifier(options: SignatureVerifierOptions): SignatureVerifier;
  parseTrustedRoot(json: string, source?: string): TrustRootResult;
}

export interface LazyVerifierParts {
  readonly load: () => Promise<VerifierModule>;
  readonly files: FilesPort;
  readonly clock: SignatureVerifierOptions['clock'];
}

/** A verifier that is loaded at its first use, and that believes whom the machine's settings name by then. */
export class LazyVerifier implements SignatureVerifier {
  readonly #parts: LazyVerifierParts;
  /** Absolute; empty: the trust root that ships. */
  trustedRoot = '';

  constructor(parts: LazyVerifierParts) {
    this.#parts = parts;
  }

  verify: SignatureVerifier['verify'] = async (request, client, options) => {
    const verifier = await this.#verifier();
    return 'verify' in verifier ? verifier.verify(request, client, options) : this.#unknown(formatReference(request.reference), verifier);
  };

  /** A trust root that was asked for and cannot be read is never replaced by another one. */
  async #verifier(): Promise<SignatureVerifier | Message> {
    const { load, files, clock } = this.#parts;
    const { createSignatureVerifier, parseTrustedRoot } = await load();
    if (this.trustedRoot === '') return createSignatureVerifier({ clock });
    const json = await files.readText(this.trustedRoot);
    if (json === undefined) return message('The trusted root {0} cannot be read', this.trustedRoot);
    const result = parseTrustedRoot(json, this.trustedRoot);
    return result.ok ? createSignatureVerifier({ clock, trustRoot: result.root }) : result.reason;
  }

  #unknown(reference: string, reason: Message): VerificationReport {
    const trustRoot = { source: this.trustedRoot, sha256: '', date: '' };
    return { reference, verdict: 'unknown', reason, signatures: [], attestations: [], trustRoot };
  }
}
