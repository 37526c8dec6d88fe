import type { Message } from './message';
import type { SignedStatement } from './statement';

/**
 * `verified`: cryptography holds and a pinned signer signed. `signed-unpinned`: cryptography holds, and nobody said who
 * should sign. `invalid`: a signature is there and wrong, or by somebody else. `unsigned`: the look-up worked and found none.
 * `unknown`: could not be checked, which is no verdict about the image.
 */
export type Verdict = 'verified' | 'signed-unpinned' | 'invalid' | 'unsigned' | 'publisher-does-not-sign' | 'unknown';

/** How a signature is laid out, and so who makes such ones. */
export type SignatureFormat = 'cosign-legacy' | 'sigstore-bundle' | 'notation-jws' | 'notation-cose';

export interface SignatureCheck {
  /** Stable English id, e.g. `payload-digest`, `certificate-chain`, `transparency-log`, `identity`. */
  readonly name: string;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  readonly reason?: Message;
}

/** The manifest that a signature is about. */
export interface SignedSubject {
  readonly digest: string;
  /** `attestation-manifest`: Docker signs that one, and it names the platform's manifest. */
  readonly kind: 'manifest' | 'index' | 'platform' | 'attestation-manifest';
  /** `os/architecture[/variant]` of a platform's manifest. */
  readonly platform?: string;
}

/** The certificate of a signer. All texts are attackers' until the chain is checked, and are to be escaped. */
export interface CertificateFacts {
  /** Distinguished name, RFC 4514; empty in Fulcio's certificates. */
  readonly subject: string;
  /** Distinguished name of the authority. */
  readonly issuedBy: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Lower-case hex over the DER. */
  readonly sha256: string;
}

/** An entry of a transparency log. */
export interface LogFacts {
  /** Decimal. */
  readonly index: string;
  /** Where people can look it up: https. */
  readonly page?: string;
  /** ISO 8601; absent in logs of the second generation, which keep no time. */
  readonly integratedAt?: string;
}

/** What was built from which source and where, as the certificate's authority vouches for it (Fulcio's extensions). */
export interface SourceFacts {
  readonly repository?: string;
  /** The commit. */
  readonly revision?: string;
  readonly ref?: string;
  /** The workflow that signed. */
  readonly workflow?: string;
  readonly runner?: string;
  readonly trigger?: string;
  /** Page of the run. */
  readonly run?: string;
}

/** What a signature or an attestation says about itself. */
interface Signed {
  readonly format: SignatureFormat;
  /** Subject alternative name of the certificate, or its subject; of a key its name. Attacker's text, to be escaped. */
  readonly identity?: string;
  /** Who vouched: the OpenID Connect issuer. */
  readonly issuer?: string;
  /** In the order of the format's list; never empty. */
  readonly checks: readonly SignatureCheck[];
  readonly subject?: SignedSubject;
  /** `registry/repository` where it lies. */
  readonly place?: string;
  /** Lower-case hex over the SubjectPublicKeyInfo of the key that verified it, where there is no certificate. */
  readonly keySha256?: string;
  readonly certificate?: CertificateFacts;
  readonly log?: LogFacts;
  /** ISO 8601, from a clock whose signature was checked. */
  readonly timestamp?: string;
  readonly source?: SourceFacts;
}

export interface SignatureReport extends Signed {
  readonly verdict: Exclude<Verdict, 'unsigned' | 'publisher-does-not-sign'>;
  /** The signer who was accepted; of `verified` only. */
  readonly acceptedBy?: string;
  /** The image is in the registry of the very repository that built it: says nothing about whether to trust it. */
  readonly builtByItsRepository?: boolean;
  /** What the signer added (`cosign sign -a`). */
  readonly claims?: Readonly<Record<string, string>>;
}

/**
 * A statement about the image that is no signature of the image itself. Who attests is not who signs: `signed-unpinned` also
 * when signers are pinned and this is none of them. `unsigned`: only the digest of what lists it covers it.
 */
export interface AttestationReport extends Omit<Signed, 'format'> {
  readonly format: SignatureFormat | 'buildkit' | 'cosign-sbom';
  /** As it was signed; of an unsigned one as it stands in the statement. */
  readonly predicateType: string;
  readonly verdict: Exclude<Verdict, 'publisher-does-not-sign'>;
  /** What it says, where it could be read. */
  readonly statement?: SignedStatement;
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
