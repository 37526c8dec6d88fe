import type { Consent } from '../core/consent';
import { freshValueOf, valueOf } from '../core/fact';
import type { ClockPort } from '../core/ports';
import { formatReference, fullName, withDigest, withTag, type ImageReference } from '../core/reference';
import type { TrustRootInfo, VerificationReport, Verdict } from '../core/verification';
import type { VerificationRequest } from '../signatures/verifier';
import { createAsked, type Asked } from './asked';
import { summarise, type CheckedSignature } from './checked-signature';
import type { Resolutions } from './resolutions';

/**
 * Milliseconds for which a verdict is told. A digest cannot change, and a signature can still be added: what is not verified
 * is worth another look when somebody acts on it.
 */
const lifetime: Readonly<Record<Verdict, number>> = {
  verified: Infinity, invalid: Infinity, 'signed-unpinned': Infinity,
  unsigned: 15 * 60_000, 'publisher-does-not-sign': 15 * 60_000, unknown: 60_000,
};
const mostNames = 5_000;

export interface KeptVerdictsParts {
  readonly clock: ClockPort;
  readonly resolutions: Resolutions;
  /** Names whom the verifier believes now: verdicts under another trust root are of no use. */
  readonly believes: () => string;
}

/** Verdicts in memory, by digest, repository and accepted signers: nobody else's policy reuses one. */
export class KeptVerdicts {
  readonly #parts: KeptVerdictsParts;
  /** Full names that anything is known of: every keystroke asks about every image. */
  readonly #names = new Set<string>();
  #asked: Asked<CheckedSignature>;
  #root: TrustRootInfo | undefined;
  #believed: string;
  /** Of those that were thrown away. */
  #revisions = 0;

  constructor(parts: KeptVerdictsParts) {
    this.#parts = parts;
    this.#believed = parts.believes();
    this.#asked = this.#empty();
  }

  get trustRoot(): TrustRootInfo | undefined {
    return this.#root;
  }

  knows(reference: ImageReference): boolean {
    this.#forgetOtherBelievers();
    return this.#names.size > 0 && this.#names.has(fullName(reference));
  }

  current(request: VerificationRequest): CheckedSignature | undefined {
    if (!this.knows(request.reference)) return undefined;
    return valueOf(this.#asked.current(keyOf(request, this.digestOf(request.reference))));
  }

  revision(): number {
    this.#forgetOtherBelievers();
    return this.#revisions + this.#asked.revision();
  }

  /** Makes known what the tag stands for: until then its verdict is told to nobody. */
  async learn({ reference }: VerificationRequest, { digest }: VerificationReport): Promise<void> {
    if (reference.digest === undefined && digest !== undefined) await this.#parts.resolutions.learned(tagged(reference), digest);
  }

  remember(request: VerificationRequest, report: VerificationReport, consent: Consent): void {
    const { reference } = request;
    if (this.#root && this.#root.sha256 !== report.trustRoot.sha256) this.#forget();
    this.#root = report.trustRoot;
    if (this.#names.size >= mostNames) this.#forget();
    this.#names.add(fullName(reference));
    const key = keyOf(request, report.digest ?? reference.digest);
    const before = valueOf(this.#asked.current(key));
    // That somebody could not look does not undo what somebody saw.
    if (report.verdict !== 'unknown' || before === undefined || before.verdict === 'unknown') {
      this.#asked.remember(key, summarise(report, { now: this.#parts.clock.now(), consent }));
    }
  }

  /** Of the reference, or what its tag is known to stand for. */
  digestOf(reference: ImageReference): string | undefined {
    if (reference.digest !== undefined) return reference.digest;
    const resolution = freshValueOf(this.#parts.resolutions.current(tagged(reference)));
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
    return createAsked({ clock: this.#parts.clock, lifeOf: (_key, { verdict }) => ({ fresh: lifetime[verdict] }) });
  }
}

function tagged(reference: ImageReference): ImageReference {
  return withTag(reference, reference.tag ?? 'latest');
}

export function atDigest(reference: ImageReference, digest: string): ImageReference {
  return withDigest(withTag(reference, undefined), digest);
}

/** Everything but the depth decides about the verdict. Without a digest: nobody knows yet what the tag stands for. */
export function keyOf({ reference, depth: _depth, ...rest }: VerificationRequest, digest: string | undefined): string {
  const name = digest === undefined ? formatReference(tagged(reference)) : formatReference(atDigest(reference, digest));
  return `${name} ${JSON.stringify(rest)}`;
}
