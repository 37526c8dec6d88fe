import { crypto, type X509Certificate } from '@sigstore/core';
import type { CertificateFacts, SourceFacts } from '../../core/verification';
import { fulcio, readFulcioText } from './certificate-text';
import { writeName } from './distinguished-name';

/** Places in the body of a certificate (RFC 5280, section 4.1). */
const [issuerAt, subjectAt] = [3, 5];

/** Throws for a certificate whose names cannot be read. */
export function certificateFacts(certificate: X509Certificate, der: Buffer): CertificateFacts {
  const { subs } = certificate.tbsCertificate;
  const [issuer, subject] = [subs[issuerAt], subs[subjectAt]];
  if (issuer === undefined || subject === undefined) throw new TypeError('no names');
  return {
    subject: writeName(subject),
    issuedBy: writeName(issuer),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    sha256: crypto.digest('sha256', der).toString('hex'),
  };
}

const facts: Readonly<Record<keyof SourceFacts, number>> = {
  repository: fulcio.repository,
  revision: fulcio.revision,
  ref: fulcio.ref,
  workflow: fulcio.buildSigner,
  runner: fulcio.runner,
  trigger: fulcio.trigger,
  run: fulcio.run,
};

/** What Fulcio vouches for about the build. Undefined when it says nothing; what is not clean text is left out. */
export function sourceFacts(certificate: X509Certificate): SourceFacts | undefined {
  const entries = Object.entries(facts).flatMap(([name, arc]) => {
    const text = readOptional(certificate, arc);
    return text === undefined ? [] : [[name, text] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readOptional(certificate: X509Certificate, arc: number): string | undefined {
  try {
    return readFulcioText(certificate, arc);
  } catch {
    return undefined;
  }
}
