import type { Message } from './message';

/**
 * `verified`: cryptography holds and a pinned identity signed. `signed-unpinned`: cryptography holds, and nobody said who
 * should sign. `invalid`: a signature is there and wrong, or by somebody else. `unsigned`: the look-up worked and found none.
 * `unknown`: could not be checked, which is no verdict about the image.
 */
export type Verdict = 'verified' | 'signed-unpinned' | 'invalid' | 'unsigned' | 'publisher-does-not-sign' | 'unknown';

export interface SignatureCheck {
  /** Stable English id, e.g. `payload-digest`, `certificate-chain`, `transparency-log`, `identity`. */
  readonly name: string;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  readonly reason?: Message;
}

export interface SignatureReport {
  /** `cosign-legacy` (tag `sha256-….sig`) or `sigstore-bundle` (referrer). */
  readonly format: string;
  readonly verdict: Exclude<Verdict, 'unsigned' | 'publisher-does-not-sign'>;
  /** Subject alternative name of the certificate, as it stands there: attacker's text, to be escaped. */
  readonly identity?: string;
  readonly issuer?: string;
  readonly checks: readonly SignatureCheck[];
}

/**
 * A signed or unsigned statement about the image that is no signature of the image itself. Who attests is not who signs:
 * `signed-unpinned` also when signers are pinned and this is none of them.
 */
export interface AttestationReport {
  readonly predicateType: string;
  readonly verdict: SignatureReport['verdict'];
  /** As in a signature's report. */
  readonly identity?: string;
  readonly issuer?: string;
}

export interface TrustRootInfo {
  /** `bundled`, `refreshed`, or the path of the machine's own. */
  readonly source: string;
  /** Lower-case hex over the trusted root's bytes. */
  readonly sha256: string;
  /** `YYYY-MM-DD`: when these bytes were published; of a custom root, when the youngest authority in it began. */
  readonly date: string;
  /** ISO 8601; of a refreshed one: when its repository last vouched for it. */
  readonly refreshed?: string;
  /** What there is to know about it besides: that the last refresh failed, which changes no verdict. */
  readonly note?: Message;
}

export interface VerificationReport {
  /** Normalised. */
  readonly reference: string;
  /** What was verified; absent when it could not be resolved. */
  readonly digest?: string;
  readonly verdict: Verdict;
  /** Why, in one sentence. */
  readonly reason: Message;
  readonly signatures: readonly SignatureReport[];
  readonly attestations: readonly AttestationReport[];
  readonly trustRoot: TrustRootInfo;
}

/** Who is accepted as the signer of an image. */
export interface AcceptedSigner {
  readonly issuer: string;
  /** Compared exactly with the certificate's subject alternative name. */
  readonly identity?: string;
  /** Matched against the whole subject alternative name. */
  readonly identityRegexp?: string;
  /** Who says so: `policy`, or the id of the publisher. */
  readonly source: string;
}
