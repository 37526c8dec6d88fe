import { type ASN1Obj, crypto, X509Certificate } from '@sigstore/core';
import { message, type Message } from '../../core/message';
import type { CertificateFacts, SourceFacts } from '../../core/verification';
import { decodeUtf8 } from '../strict-json';
import { certificateFacts, sourceFacts } from './certificate-facts';
import { clean, fulcio, fulcioOid, printable, readFulcioText, utf8 } from './certificate-text';
import { isStrongKey, type KeyObject } from './key';

/** What a signing certificate says about its owner. */
export interface Leaf {
  readonly der: Buffer;
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  /** All subject alternative names; never empty. */
  readonly identities: readonly string[];
  /** Who vouched for the identities; of a private authority that does not say so, its own name. */
  readonly issuer: string | undefined;
  readonly facts: CertificateFacts;
  readonly source: SourceFacts | undefined;
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
} as const;

const understood: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.subjectAltName,
  oids.basicConstraints,
  oids.extendedKeyUsage,
  oids.signedCertificateTimestamps,
]);

/**
 * Reads a signing certificate (RFC 5280, Fulcio's extensions). Undefined when it is none, or names nobody.
 * The Sigstore library masks the eighth bit of names (`toString('ascii')`), which makes other letters of them, and
 * checks neither usages nor critical extensions: all of that is done here.
 * `privateAuthority`: one without certificate transparency, so not Fulcio. Those leave extended usages and issuers out.
 */
export function readLeaf(der: Uint8Array, privateAuthority = false): Leaf | undefined {
  try {
    const bytes = Buffer.from(der);
    const certificate = X509Certificate.parse(bytes);
    const identities = readIdentities(certificate);
    if (identities.length === 0) return undefined;
    const facts = certificateFacts(certificate, bytes);
    const issuer = readIssuer(certificate) ?? (privateAuthority ? facts.issuedBy : undefined);
    const problem = findProblem(certificate, privateAuthority);
    const key = crypto.createPublicKey(certificate.publicKey);
    return { der: bytes, certificate, key, identities, issuer, facts, source: sourceFacts(certificate), problem };
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
  if (!name.tag.isContextSpecific(0) || type?.toOID() !== fulcioOid(fulcio.otherName)) return undefined;
  return clean(utf8(value?.subs[0]));
}

function readIssuer(certificate: X509Certificate): string | undefined {
  const issuer = readFulcioText(certificate, fulcio.issuer);
  const raw = certificate.extension(fulcioOid(fulcio.issuerRaw));
  const older = raw && clean(decodeUtf8(raw.value));
  if (issuer !== undefined && older !== undefined && issuer !== older) throw new TypeError('two issuers');
  return issuer ?? older;
}

function findProblem(certificate: X509Certificate, privateAuthority: boolean): Message | undefined {
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
  const usages = extendedUsages(certificate);
  const forAnything = usages === undefined && privateAuthority;
  if (!forAnything && !usages?.includes(oids.codeSigning)) return message('The certificate is not for code signing.');
  return isStrongKey(crypto.createPublicKey(certificate.publicKey)) ? undefined : message('The key of the certificate is of a weak or unknown kind.');
}

function extendedUsages(certificate: X509Certificate): string[] | undefined {
  return certificate.extension(oids.extendedKeyUsage)?.valueObj.subs[0]?.subs.map((usage) => usage.toOID());
}
