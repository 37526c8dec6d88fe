import { createHash } from 'node:crypto';
import type { SignatureReport } from '../../core/verification';
import type { Chain } from './chain';
import { nameOf } from './x509-subject';

/** Who signed, as the certificate says: anybody can write any name into one, and only a trust store makes it true. */
export function factsOf([leaf]: Chain): Pick<SignatureReport, 'identity' | 'issuer' | 'certificate'> {
  const [subject, issuedBy] = [nameOf(leaf.subject), nameOf(leaf.issuer)];
  const [notBefore, notAfter] = [leaf.notBefore, leaf.notAfter].map((time) => new Date(time).toISOString()) as [string, string];
  const sha256 = createHash('sha256').update(leaf.der).digest('hex');
  return { identity: subject, issuer: issuedBy, certificate: { subject, issuedBy, notBefore, notAfter, sha256 } };
}
