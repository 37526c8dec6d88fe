import { createHash, randomBytes, sign } from 'node:crypto';
import { authorityExtensions, certify, clockExtensions, signatureAlgorithm, type CertificateOptions, type Issued, type KeyKind } from './certificates';
import { der, generalizedTime, integer, nothing, octets, oid, sequence, set, tagged, type Der } from './der';

/** A clock that stamps times (RFC 3161) for tests. */
export interface Clock {
  readonly root: Issued;
  readonly leaf: Issued;
}

export interface TokenOptions {
  readonly at?: Date;
  /** TSTInfo, of which the token is instead. */
  readonly info?: Der;
  readonly accuracy?: Der;
  readonly policy?: string;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  /** Sent along; leaf and root when absent. */
  readonly certificates?: readonly Issued[];
  /** Instead of the usual signed attributes. */
  readonly attributes?: (usual: readonly Der[]) => readonly Der[];
  /** Whose certificate the token says that it is to be verified with. */
  readonly named?: Issued;
  readonly signerVersion?: number;
}

const hashIds = { sha256: '2.16.840.1.101.3.4.2.1', sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3' };
const ids = { signedData: '1.2.840.113549.1.7.2', info: '1.2.840.113549.1.9.16.1.4', contentType: '1.2.840.113549.1.9.3', digest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5', certificate: '1.2.840.113549.1.9.16.2.47' };

export function newClock(leaf: Partial<CertificateOptions> = {}, key: KeyKind = 'P-256'): Clock {
  const root = certify({ subject: [['CN', 'Clock root']], extensions: authorityExtensions, from: new Date(Date.now() - 30 * 86_400_000), until: new Date(Date.now() + 30 * 86_400_000) });
  return { root, leaf: certify({ subject: [['CN', 'Clock']], issuer: root, key, extensions: clockExtensions, ...leaf }) };
}

export function attribute(id: string, ...values: readonly Der[]): Der {
  return sequence(oid(id), set(...values));
}

export function signingTimeAttribute(at: Date): Der {
  return attribute(ids.signingTime, generalizedTime(at));
}

/** TSTInfo about `signature`. */
export function timestampInfo(signature: Buffer, { at = new Date(), accuracy, policy = '1.3.6.1.4.1.57264.2', hash = 'sha256' }: TokenOptions = {}): Der {
  const imprint = sequence(sequence(oid(hashIds[hash]), nothing()), octets(createHash(hash).update(signature).digest()));
  return sequence(integer(1), oid(policy), imprint, integer(randomBytes(4)), generalizedTime(at), ...(accuracy ? [accuracy] : []));
}

export function stamp({ root, leaf }: Clock, signature: Buffer, options: TokenOptions = {}): Buffer {
  const { hash = 'sha256', certificates = [leaf, root], named = leaf, signerVersion = 1 } = options;
  const content = options.info ?? timestampInfo(signature, options);
  const usual = [
    attribute(ids.contentType, oid(ids.info)),
    attribute(ids.digest, octets(createHash(hash).update(content).digest())),
    attribute(ids.certificate, sequence(sequence(sequence(octets(createHash('sha256').update(named.der).digest()))))),
  ];
  const attributes = options.attributes?.(usual) ?? usual;
  const signed = set(...attributes);
  const signer = sequence(
    integer(signerVersion),
    sequence(root.subject, serialOf(leaf.der)),
    sequence(oid(hashIds[hash]), nothing()),
    tagged(0, ...attributes),
    signatureAlgorithm(leaf.privateKey, hash),
    octets(sign(hash, signed, leaf.privateKey)),
  );
  const data = sequence(
    integer(3),
    set(sequence(oid(hashIds[hash]), nothing())),
    sequence(oid(ids.info), tagged(0, octets(content))),
    tagged(0, ...certificates.map((one) => one.der)),
    set(signer),
  );
  return sequence(oid(ids.signedData), tagged(0, data));
}

/** The serial number as it stands in a certificate that `certify` made: behind the version, nine bytes. */
function serialOf(certificate: Buffer): Der {
  const at = certificate.indexOf(Buffer.from([0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x09])) + 5;
  return der(0x02, certificate.subarray(at + 2, at + 11));
}
