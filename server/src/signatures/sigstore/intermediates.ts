import { X509Certificate } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';

/** `keyUsage`, `basicConstraints`, `extendedKeyUsage`: all else that is critical may forbid what is about to be allowed. */
const understood: ReadonlySet<string> = new Set(['2.5.29.15', '2.5.29.19', '2.5.29.37']);

/**
 * The same authorities, with those of `offered` that they have certified, directly or through others of them. The library
 * believes every certificate of an authority's chain, so nothing may get in that was not issued by what is in there.
 * Validity and lengths of paths are the library's business.
 */
export function withIntermediates(material: TrustMaterial, offered: readonly Buffer[]): TrustMaterial {
  const candidates = offered.flatMap(parse);
  if (candidates.length === 0) return material;
  const certificateAuthorities = material.certificateAuthorities.map((authority) => ({
    ...authority,
    certChain: extend(authority.certChain, candidates),
  }));
  return { ...material, certificateAuthorities };
}

function extend(chain: readonly X509Certificate[], candidates: readonly X509Certificate[]): X509Certificate[] {
  const known = [...chain];
  // Each may be certified by one that comes later in the list.
  for (let grown = true; grown; ) {
    const more = candidates.filter((one) => !known.some((other) => other.equals(one)) && known.some((issuer) => hasIssued(issuer, one)));
    known.push(...more.slice(0, 1));
    grown = more.length > 0;
  }
  return known;
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  if (!issuer.isCA || !issuer.subject.equals(certificate.issuer)) return false;
  try {
    return certificate.verify(issuer);
  } catch {
    return false;
  }
}

function parse(der: Buffer): X509Certificate[] {
  try {
    const certificate = X509Certificate.parse(Buffer.from(der));
    return certificate.isCA && hasOnlyKnownCritical(certificate) ? [certificate] : [];
  } catch {
    return [];
  }
}

function hasOnlyKnownCritical(certificate: X509Certificate): boolean {
  return certificate.extensions.every(({ subs }) => subs.length !== 3 || understood.has(subs[0]?.toOID() ?? ''));
}
