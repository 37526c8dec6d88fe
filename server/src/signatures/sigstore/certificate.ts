import { ASN1Obj, crypto, X509Certificate } from '@sigstore/core';
import { message, type Message } from '../../core/message';
import { limits } from '../limits';
import { decodeUtf8 } from '../strict-json';

/** What a signing certificate says about its owner. */
export interface Leaf {
  readonly der: Buffer;
  readonly certificate: X509Certificate;
  /** All subject alternative names; never empty. */
  readonly identities: readonly string[];
  readonly issuer: string | undefined;
  /** Where the source of what was built lies, as the authority vouches for it. */
  readonly sourceRepository: string | undefined;
  /** Why it may not sign, whoever issued it. */
  readonly problem: Message | undefined;
}

const oids = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  signedCertificateTimestamps: '1.3.6.1.4.1.11129.2.4.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  // https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
  issuerRaw: '1.3.6.1.4.1.57264.1.1',
  otherName: '1.3.6.1.4.1.57264.1.7',
  issuer: '1.3.6.1.4.1.57264.1.8',
  githubRepository: '1.3.6.1.4.1.57264.1.5',
  sourceRepository: '1.3.6.1.4.1.57264.1.12',
} as const;

const understood: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.subjectAltName,
  oids.basicConstraints,
  oids.extendedKeyUsage,
  oids.signedCertificateTimestamps,
]);

const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const utf8String = 0x0c;

/**
 * Reads a signing certificate (RFC 5280, Fulcio's extensions). Undefined when it is none, or names nobody.
 * The Sigstore library masks the eighth bit of names (`toString('ascii')`), which makes other letters of them, and
 * checks neither usages nor critical extensions: all of that is done here.
 */
export function readLeaf(der: Uint8Array): Leaf | undefined {
  try {
    const bytes = Buffer.from(der);
    const certificate = X509Certificate.parse(bytes);
    const identities = readIdentities(certificate);
    if (identities.length === 0) return undefined;
    return { der: bytes, certificate, identities, issuer: readIssuer(certificate), sourceRepository: readSource(certificate), problem: findProblem(certificate) };
  } catch {
    return undefined;
  }
}

function readIdentities(certificate: X509Certificate): string[] {
  const names = certificate.extSubjectAltName?.valueObj.subs[0]?.subs ?? [];
  return names.map(readGeneralName).filter((name) => name !== undefined);
}

/** GeneralName of RFC 5280, section 4.2.1.6. Throws for a name that is not what it must be. */
function readGeneralName(name: ASN1Obj): string | undefined {
  if (name.tag.isContextSpecific(1) || name.tag.isContextSpecific(6)) return printable(name.value.toString('latin1'));
  const [type, value] = name.subs;
  if (!name.tag.isContextSpecific(0) || type?.toOID() !== oids.otherName) return undefined;
  return clean(utf8(value?.subs[0]));
}

function readIssuer(certificate: X509Certificate): string | undefined {
  const current = certificate.extension(oids.issuer);
  const raw = certificate.extension(oids.issuerRaw);
  const issuer = current && clean(utf8(ASN1Obj.parseBuffer(Buffer.from(current.value))));
  const older = raw && clean(decodeUtf8(raw.value));
  if (issuer !== undefined && older !== undefined && issuer !== older) throw new TypeError('two issuers');
  return issuer ?? older;
}

/** Certificates from before 2023 have only the name that the repository has on GitHub. */
function readSource(certificate: X509Certificate): string | undefined {
  const current = certificate.extension(oids.sourceRepository);
  if (current) return clean(utf8(ASN1Obj.parseBuffer(Buffer.from(current.value))));
  const older = certificate.extension(oids.githubRepository);
  return older && `https://github.com/${clean(decodeUtf8(older.value))}`;
}

function utf8(value: ASN1Obj | undefined): string {
  if (value === undefined || !value.tag.isUniversal() || value.tag.number !== utf8String) throw new TypeError('no string');
  return decodeUtf8(value.value);
}

function printable(text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new TypeError('no IA5String');
  return clean(text);
}

/** Control characters, and those that reorder text, have no place in a name that people compare. */
function clean(text: string): string {
  const bad = text === '' || text.length > limits.identityLength || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
  if (bad) throw new TypeError('no name');
  return text;
}

function findProblem(certificate: X509Certificate): Message | undefined {
  const extensions = certificate.extensions.map((extension) => ({
    oid: extension.subs[0]?.toOID() ?? '',
    critical: extension.subs.length === 3,
  }));
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) {
    return message('The certificate has one extension twice.');
  }
  const unknown = extensions.find(({ oid, critical }) => critical && !understood.has(oid));
  if (unknown) return message('The certificate has a critical extension that is not known: {0}.', unknown.oid);
  if (certificate.extBasicConstraints?.isCA) return message('The certificate is one of a certificate authority.');
  if (!certificate.extKeyUsage?.digitalSignature) return message('The certificate is not for digital signatures.');
  if (!extendedUsages(certificate).includes(oids.codeSigning)) return message('The certificate is not for code signing.');
  return isStrongKey(certificate) ? undefined : message('The key of the certificate is of a weak or unknown kind.');
}

function extendedUsages(certificate: X509Certificate): string[] {
  return certificate.extension(oids.extendedKeyUsage)?.valueObj.subs[0]?.subs.map((usage) => usage.toOID()) ?? [];
}

function isStrongKey(certificate: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = crypto.createPublicKey(certificate.publicKey);
  if (asymmetricKeyType === 'ec') return curves.has(asymmetricKeyDetails?.namedCurve);
  if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  return asymmetricKeyType === 'ed25519';
}
