import type { Consent } from '../core/consent';
import { message } from '../core/message';
import { formatReference, type ImageReference } from '../core/reference';
import type { TrustRootInfo, VerificationReport } from '../core/verification';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { RegistryError } from '../oci/error';
import { createSingleFlight } from '../oci/single-flight';
import type { SignatureVerifier, VerificationRequest } from '../signatures/verifier';
import { summarise, type CheckedSignature } from './checked-signature';
import { atDigest, keyOf, KeptVerdicts, type KeptVerdictsParts } from './kept-verdicts';

export type { CheckedSignature } from './checked-signature';

/** Milliseconds for which what is not verified needs no other look when somebody acts on it. */
const fresh = 60_000;

/** What verifications said, by digest, repository and accepted signers: nobody else's policy reuses a verdict. */
export interface Signatures {
  /** Whether anything is known of the repository: a quick look. */
  knows(reference: ImageReference): boolean;
  /** What is known now of the digest of the request, or of the one that its tag stands for. */
  current(request: VerificationRequest): CheckedSignature | undefined;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Always asks. Rejects when there is no verifier. */
  verify(request: VerificationRequest, options: LookupOptions): Promise<VerificationReport>;
  /** Asks unless it is known. Rejects for cancellation only. */
  check(request: VerificationRequest, options: LookupOptions): Promise<CheckedSignature>;
  /** What the last verification believed. */
  trustRoot(): TrustRootInfo | undefined;
  /** Calls `listener` whenever a verification came to an end. */
  onVerified(listener: () => void): void;
}

export interface SignaturesParts extends KeptVerdictsParts {
  readonly client: RegistryClient;
  readonly load: () => Promise<SignatureVerifier>;
}

export function createSignatures(parts: SignaturesParts): Signatures {
  return new Verdicts(parts);
}

class Verdicts implements Signatures {
  readonly #parts: SignaturesParts;
  readonly #kept: KeptVerdicts;
  readonly #flights = createSingleFlight<VerificationReport>();
  readonly #listeners: (() => void)[] = [];
  #verifier: Promise<SignatureVerifier> | undefined;

  constructor(parts: SignaturesParts) {
    this.#parts = parts;
    this.#kept = new KeptVerdicts(parts);
  }

  knows(reference: ImageReference): boolean {
    return this.#kept.knows(reference);
  }

  current(request: VerificationRequest): CheckedSignature | undefined {
    return this.#kept.current(request);
  }

  revision(): number {
    return this.#kept.revision();
  }

  trustRoot(): TrustRootInfo | undefined {
    return this.#kept.trustRoot;
  }

  onVerified(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async verify(request: VerificationRequest, options: LookupOptions): Promise<VerificationReport> {
    const believed = this.#parts.believes();
    const verifier = await this.#loaded();
    const report = await verifier.verify(request, this.#parts.client, options);
    // Whoever did not wait for it learned nothing.
    if (report.verdict === 'unknown' && options.signal?.aborted) return report;
    await this.#kept.learn(request, report);
    if (believed === this.#parts.believes()) {
      this.#kept.remember(request, report, options.consent);
      for (const listener of this.#listeners) listener();
    }
    return report;
  }

  async check(request: VerificationRequest, { consent, signal }: LookupOptions): Promise<CheckedSignature> {
    const now = this.current(request);
    if (now && this.#isFresh(now, consent)) return now;
    const { registry } = request.reference;
    const digest = this.#kept.digestOf(request.reference);
    const cancelled = (): Error => new RegistryError('cancelled', registry, 'nobody waits for the verification any more');
    const key = `${keyOf(request, digest)} ${JSON.stringify(consent)}`;
    const exact = digest === undefined ? request : { ...request, reference: atDigest(request.reference, digest) };
    try {
      const report = await this.#flights.join(key, inner => this.verify(exact, { consent, signal: inner }), { signal, cancelled });
      return summarise(report, { now: this.#parts.clock.now(), consent });
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      return this.#failed(request, error, consent);
    }
  }

  /** One that could not be loaded is tried again the next time. */
  async #loaded(): Promise<SignatureVerifier> {
    this.#verifier ??= this.#parts.load();
    try {
      return await this.#verifier;
    } catch (error) {
      this.#verifier = undefined;
      throw error;
    }
  }

  #failed({ reference }: VerificationRequest, error: unknown, consent: Consent): CheckedSignature {
    const reason = message('The signature could not be checked: {0}', error instanceof Error ? error.message : String(error));
    const trustRoot = this.#kept.trustRoot ?? { source: '', sha256: '', date: '' };
    return summarise({ reference: formatReference(reference), verdict: 'unknown', reason, signatures: [], attestations: [], trustRoot }, { now: this.#parts.clock.now(), consent });
  }

  #isFresh({ verdict, checkedAt, consent: given }: CheckedSignature, consent: Consent): boolean {
    if (verdict === 'verified') return true;
    if (this.#parts.clock.now() - checkedAt >= fresh) return false;
    // What somebody may not ask another one may.
    return verdict !== 'unknown' || JSON.stringify(given) === JSON.stringify(consent);
  }
}
