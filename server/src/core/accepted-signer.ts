import type { Message } from './message';

/** Who is accepted as the signer of an image. */
export type AcceptedSigner = AcceptedKeyless | AcceptedKey | AcceptedNotation;

export interface AcceptedKeyless {
  readonly kind: 'keyless';
  readonly issuer: string;
  /** Compared exactly with the certificate's subject alternative name. */
  readonly identity?: string;
  /** Matched against the whole subject alternative name. */
  readonly identityRegexp?: string;
  /**
   * The repository that the certificate must name as the source of what was built, compared exactly. A workflow that others may
   * call signs for each of them under the same name, so that its name alone says nothing about whose build it was.
   */
  readonly sourceRepository?: string;
  /** Where its signatures are found when not beside the image itself. */
  readonly layout?: SignatureLayout;
  /** Who says so: `policy`, or the id of the publisher. */
  readonly source: string;
}

/**
 * Stands where somebody is named and nobody is left, as where two files name different people: it accepts no signature. No
 * signer at all would mean that nobody said who should sign, and what anybody signed would be no worse for it.
 */
export const nobody: AcceptedKeyless = { kind: 'keyless', issuer: '', source: 'policy' };

export interface AcceptedKey {
  readonly kind: 'key';
  /** As people know it, e.g. the name of its file. */
  readonly name: string;
  /** SubjectPublicKeyInfo in PEM. */
  readonly pem: string;
  /** True where signatures need no entry of a transparency log. */
  readonly ignoreTlog: boolean;
  /** The payload must name the very repository, as Red Hat's and containers/image's policies want it. */
  readonly exactRepository?: boolean;
  /** ISO 8601; what is proven to be older was not signed with it. */
  readonly validFrom?: string;
  readonly layout?: SignatureLayout;
  readonly source: string;
}

/** A trust policy of the Notary Project, with the certificates that its stores hold. */
export interface AcceptedNotation {
  readonly kind: 'notation';
  /** Of the trust policy. */
  readonly name: string;
  readonly level: 'strict' | 'permissive' | 'audit';
  /** What single validations do instead of what the level says. */
  readonly override?: Readonly<Partial<Record<NotationValidation, 'enforce' | 'log' | 'skip'>>>;
  readonly verifyTimestamp?: 'always' | 'afterCertExpiry';
  /** `x509.subject: C=…`, or `*`. */
  readonly identities: readonly string[];
  /** Certificates in PEM, one or more in each text, by the kind of the store. */
  readonly stores: Readonly<Partial<Record<'ca' | 'signingAuthority' | 'tsa', readonly string[]>>>;
  /** Why it cannot be used: what it would be asked about is then unknown. */
  readonly problem?: Message;
  readonly source: string;
}

export type NotationValidation = 'authenticity' | 'authenticTimestamp' | 'expiry' | 'revocation';

/** `docker-hardened`: a signature of an attestation that refers to the platform's manifest. `docker-builder`: of the attestation manifest in the index. */
export type SignatureLayout = 'docker-hardened' | 'docker-builder';

/** Those of one kind. */
export function signersOf<K extends AcceptedSigner['kind']>(signers: readonly AcceptedSigner[], kind: K): Extract<AcceptedSigner, { kind: K }>[] {
  return signers.filter((signer): signer is Extract<AcceptedSigner, { kind: K }> => signer.kind === kind);
}
