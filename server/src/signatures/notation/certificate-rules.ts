import { message, type Message } from '../../core/message';
import type { Certificate } from './certificate';
import { oid, parseDer, sequence } from '../der';
import { nameOf } from './x509-subject';
import { oids } from './oids';

/** What a chain is for: signatures of images, or clocks. */
export type Purpose = 'code-signing' | 'time-stamping';

/** Bits of KeyUsage (RFC 5280, section 4.2.1.3). */
const bits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5 } as const;

const understood: ReadonlySet<string> = new Set([
  oids.keyUsage, oids.subjectAltName, oids.basicConstraints, oids.certificatePolicies, oids.extendedKeyUsage,
]);

const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** What the Notary Project's specification wants of the certificate that signs. */
export function findLeafProblem(certificate: Certificate, purpose: Purpose): Message | undefined {
  return guarded(certificate, () => {
    const usage = keyUsage(certificate);
    const extended = extendedKeyUsage(certificate);
    if (basicConstraints(certificate)?.isAuthority) return message('The certificate is one of a certificate authority.');
    if (!usage?.bits.includes(bits.digitalSignature)) return message('The certificate is not for digital signatures.');
    if (purpose === 'code-signing' && !usage.critical) return message('The usage of the certificate is not marked as critical.');
    const more = usage.bits.some((bit) => bit !== bits.digitalSignature && bit !== bits.nonRepudiation);
    if (more) return message('The certificate is for more than digital signatures.');
    return purpose === 'code-signing' ? codeSigningProblem(extended) : timeStampingProblem(extended);
  });
}

/** Absent is good; where it is there, it is code signing and nothing that would let a server or a clock sign. */
function codeSigningProblem(extended: Usages | undefined): Message | undefined {
  if (extended === undefined) return undefined;
  if (!extended.usages.includes(oids.codeSigning)) return message('The certificate is not for code signing.');
  const other = extended.usages.find((usage) => forbidden.has(usage));
  return other === undefined ? undefined : message('The certificate is for more than code signing: {0}.', other);
}

/** Any, servers, clients, e-mail, clocks, and answers about revocation. */
const forbidden: ReadonlySet<string> = new Set([
  '2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4', oids.timeStamping, '1.3.6.1.5.5.7.3.9',
]);

/** RFC 3161, section 2.3: this one usage alone, and critical. */
function timeStampingProblem(extended: Usages | undefined): Message | undefined {
  const only = extended?.critical && extended.usages.length === 1 && extended.usages[0] === oids.timeStamping;
  return only ? undefined : message('The certificate of the clock is not for time stamps alone.');
}

/** What it wants of an authority; `below` is how many authorities stand between it and the certificate that signs. */
export function findAuthorityProblem(certificate: Certificate, purpose: Purpose, below: number): Message | undefined {
  const name = nameOf(certificate.subject);
  return guarded(certificate, () => {
    const constraints = basicConstraints(certificate);
    const usage = keyUsage(certificate);
    if (!constraints?.isAuthority || !constraints.critical) return message('{0} is no certificate authority.', name);
    if ((constraints.pathLength ?? below) < below) return message('{0} may not vouch for so many authorities below it.', name);
    const signs = usage?.bits.includes(bits.keyCertSign) && (usage.critical || purpose === 'time-stamping');
    return signs ? undefined : message('{0} may not issue certificates.', name);
  });
}

/** Whether it says of itself that it is an authority. Never throws. */
export function isAuthority(certificate: Certificate): boolean {
  try {
    return basicConstraints(certificate)?.isAuthority === true;
  } catch {
    return false;
  }
}

/** What no certificate may have, and all that cannot be read. */
function guarded(certificate: Certificate, find: () => Message | undefined): Message | undefined {
  const unknown = [...certificate.extensions].find(([name, { critical }]) => critical && !understood.has(name));
  if (unknown) return message('The certificate has a critical extension that is not known: {0}.', unknown[0]);
  if (!certificate.soundHash) return message('A certificate is signed with a hash that no longer holds.');
  if (!isStrongKey(certificate)) return message('The key of the certificate is of a weak or unknown kind.');
  try {
    return find();
  } catch {
    return message('The certificate cannot be read, or names nobody.');
  }
}

function isStrongKey({ key: { asymmetricKeyType, asymmetricKeyDetails } }: Certificate): boolean {
  if (asymmetricKeyType === 'ec') return curves.has(asymmetricKeyDetails?.namedCurve);
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

function keyUsage({ extensions }: Certificate): { critical: boolean; bits: number[] } | undefined {
  const extension = extensions.get(oids.keyUsage);
  if (extension === undefined) return undefined;
  const set = parseDer(extension.value).toBitString();
  return { critical: extension.critical, bits: set.flatMap((bit, at) => (bit === 1 ? [at] : [])) };
}

interface Usages {
  readonly critical: boolean;
  readonly usages: readonly string[];
}

function extendedKeyUsage({ extensions }: Certificate): Usages | undefined {
  const extension = extensions.get(oids.extendedKeyUsage);
  return extension && { critical: extension.critical, usages: sequence(parseDer(extension.value)).map(oid) };
}

function basicConstraints({ extensions }: Certificate): { critical: boolean; isAuthority: boolean; pathLength: number | undefined } | undefined {
  const extension = extensions.get(oids.basicConstraints);
  if (extension === undefined) return undefined;
  const parts = sequence(parseDer(extension.value));
  const isAuthority = parts[0]?.tag.isBoolean() === true && parts[0].toBoolean();
  const length = parts.find(({ tag }) => tag.isInteger());
  return { critical: extension.critical, isAuthority, pathLength: length && Number(length.toInteger()) };
}
