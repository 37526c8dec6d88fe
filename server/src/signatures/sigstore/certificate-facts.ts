import { crypto, type X509Certificate } from '@sigstore/core';
import type { CertificateFacts, SourceFacts } from '../../core/verification';
import { clean, fulcio, fulcioOid, readFulcioText } from './certificate-text';
import { writeName } from '../distinguished-name';
import { decodeUtf8 } from '../strict-json';

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
  const older = olderRepository(certificate);
  const entries = Object.entries(facts).flatMap(([name, arc]) => {
    const text = readOptional(certificate, arc);
    return text === undefined ? [] : [[name, text] as const];
  });
  const all = older === undefined ? entries : [['repository', older] as const, ...entries];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

/** Certificates from before 2023 have only the name that the repository has on GitHub, as bare text. */
function olderRepository(certificate: X509Certificate): string | undefined {
  const extension = certificate.extension(fulcioOid(fulcio.githubRepository));
  if (!extension) return undefined;
  try {
    return `https://github.com/${clean(decodeUtf8(extension.value))}`;
  } catch {
    return undefined;
  }
}

function readOptional(certificate: X509Certificate, arc: number): string | undefined {
  try {
    return readFulcioText(certificate, arc);
  } catch {
    return undefined;
  }
}
