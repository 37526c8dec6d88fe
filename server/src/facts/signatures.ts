import type { Consent } from '../core/consent';
import { valueOf } from '../core/fact';
import { message } from '../core/message';
import type { ClockPort } from '../core/ports';
import { formatReference, fullName, withDigest, withTag, type ImageReference } from '../core/reference';
import type { TrustRootInfo, VerificationReport, Verdict } from '../core/verification';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { RegistryError } from '../oci/error';
import { createSingleFlight } from '../oci/single-flight';
import type { SignatureVerifier, VerificationRequest } from '../signatures/verifier';
import { createAsked, type Asked } from './asked';
import { summarise, type CheckedSignature } from './checked-signature';
import type { Resolutions } from './resolutions';

export type { CheckedSignature } from './checked-signature';

/**
 * Milliseconds for which a verdict is told. A digest cannot change, and a signature can still be added: what is not verified
 * is worth another look when somebody acts on it (`fresh`).
 */
const lifetime: Readonly<Record<Verdict, number>> = {
  verified: Infinity, invalid: Infinity, 'signed-unpinned': Infinity,
  unsigned: 15 * 60_000, 'publisher-does-not-sign': 15 * 60_000, unknown: 60_000,
};
const fresh = 60_000;
const mostNames = 5_000;

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

export interface SignaturesParts {
  readonly client: RegistryClient;
  readonly load: () => Promise<SignatureVerifier>;
  readonly clock: ClockPort;
  readonly resolutions: Resolutions;
  /** Names whom the verifier believes now: verdicts under another trust root are of no use. */
  readonly believes: () => string;
}

export function createSignatures(parts: SignaturesParts): Signatures {
  return new Verdicts(parts);
}

class Verdicts implements Signatures {
  readonly #parts: SignaturesParts;
  readonly #flights = createSingleFlight<VerificationReport>();
  readonly #listeners: (() => void)[] = [];
  /** Full names that anything is known of: every keystroke asks about every image. */
  readonly #names = new Set<string>();
  #asked: Asked<CheckedSignature>;
  #verifier: Promise<SignatureVerifier> | undefined;
  #root: TrustRootInfo | undefined;
  #believed: string;
  /** Of those that were thrown away. */
  #revisions = 0;

  constructor(parts: SignaturesParts) {
    this.#parts = parts;
    this.#believed = parts.believes();
    this.#asked = this.#empty();
  }

  knows(reference: ImageReference): boolean {
    this.#forgetOtherBelievers();
    return this.#names.size > 0 && this.#names.has(fullName(reference));
  }

  current(request: VerificationRequest): CheckedSignature | undefined {
    if (!this.knows(request.reference)) return undefined;
    return valueOf(this.#asked.current(keyOf(request, this.#digestOf(request.reference))));
  }

  revision(): number {
    this.#forgetOtherBelievers();
    return this.#revisions + this.#asked.revision();
  }

  trustRoot(): TrustRootInfo | undefined {
    return this.#root;
  }

  onVerified(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async verify(request: VerificationRequest, options: LookupOptions): Promise<VerificationReport> {
    const believed = this.#parts.believes();
    const verifier = await this.#loaded();
    const report = await verifier.verify(request, this.#parts.client, options);
    // Whoever did not wait for it learned nothing.
    if (believed === this.#parts.believes() && !(report.verdict === 'unknown' && options.signal?.aborted)) this.#remember(request, report, options.consent);
    return report;
  }

  async check(request: VerificationRequest, { consent, signal }: LookupOptions): Promise<CheckedSignature> {
    const now = this.current(request);
    if (now && this.#isFresh(now, consent)) return now;
    const { registry } = request.reference;
    const digest = this.#digestOf(request.reference);
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
    const trustRoot = this.#root ?? { source: '', sha256: '', date: '' };
    return summarise({ reference: formatReference(reference), verdict: 'unknown', reason, signatures: [], attestations: [], trustRoot }, { now: this.#parts.clock.now(), consent });
  }

  #isFresh({ verdict, checkedAt, consent: given }: CheckedSignature, consent: Consent): boolean {
    if (verdict === 'verified') return true;
    if (this.#parts.clock.now() - checkedAt >= fresh) return false;
    // What somebody may not ask another one may.
    return verdict !== 'unknown' || JSON.stringify(given) === JSON.stringify(consent);
  }

  #remember(request: VerificationRequest, report: VerificationReport, consent: Consent): void {
    const { reference } = request;
    if (this.#root && this.#root.sha256 !== report.trustRoot.sha256) this.#forget();
    this.#root = report.trustRoot;
    if (reference.digest === undefined && report.digest !== undefined) this.#parts.resolutions.learned(tagged(reference), report.digest);
    if (this.#names.size >= mostNames) this.#forget();
    this.#names.add(fullName(reference));
    const key = keyOf(request, report.digest ?? reference.digest);
    const before = valueOf(this.#asked.current(key));
    // That somebody could not look does not undo what somebody saw.
    if (report.verdict !== 'unknown' || before === undefined || before.verdict === 'unknown') {
      this.#asked.remember(key, summarise(report, { now: this.#parts.clock.now(), consent }));
    }
    for (const listener of this.#listeners) listener();
  }

  #digestOf(reference: ImageReference): string | undefined {
    if (reference.digest !== undefined) return reference.digest;
    const resolution = valueOf(this.#parts.resolutions.current(tagged(reference)));
    return resolution === 'missing' ? undefined : resolution?.digest;
  }

  #forgetOtherBelievers(): void {
    const believed = this.#parts.believes();
    if (believed === this.#believed) return;
    this.#believed = believed;
    this.#forget();
  }

  #forget(): void {
    this.#revisions += this.#asked.revision() + 1;
    this.#names.clear();
    this.#asked = this.#empty();
  }

  #empty(): Asked<CheckedSignature> {
    return createAsked(this.#parts.clock, (_key, { verdict }) => lifetime[verdict]);
  }
}

function tagged(reference: ImageReference): ImageReference {
  return withTag(reference, reference.tag ?? 'latest');
}

function atDigest(reference: ImageReference, digest: string): ImageReference {
  return withDigest(withTag(reference, undefined), digest);
}

/** Everything but the depth decides about the verdict. Without a digest: nobody knows yet what the tag stands for. */
function keyOf({ reference, depth: _depth, ...rest }: VerificationRequest, digest: string | undefined): string {
  const name = digest === undefined ? formatReference(tagged(reference)) : formatReference(atDigest(reference, digest));
  return `${name} ${JSON.stringify(rest)}`;
}
