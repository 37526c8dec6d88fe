import { message, type Message } from '../../core/message';
import { findAuthorityProblem, findLeafProblem, type Purpose } from './certificate-rules';
import { isIssuedBy, readCertificate, type Certificate } from './certificate';
import { limits } from '../limits';

/** The certificates of an envelope, from the one that signs to its root. Never empty. */
export type Chain = readonly [Certificate, ...Certificate[]];

export function readChain(certificates: readonly Uint8Array[]): Chain | undefined {
  if (certificates.length > limits.chainLength) return undefined;
  const [leaf, ...authorities] = certificates.map(readCertificate).filter((one) => one !== undefined);
  return leaf === undefined || authorities.length + 1 !== certificates.length ? undefined : [leaf, ...authorities];
}

/** Why its certificates may not do what they did. */
export function findUsageProblem(chain: Chain, purpose: Purpose): Message | undefined {
  const [leaf, ...authorities] = chain;
  const problems = authorities.map((authority, at) => findAuthorityProblem(authority, purpose, at));
  return findLeafProblem(leaf, purpose) ?? problems.find((problem) => problem !== undefined);
}

/** Each is issued by the next one, and only the last one by itself: nothing is missing, out of order, or beside it. */
export function findOrderProblem(chain: Chain): Message | undefined {
  for (const [at, certificate] of chain.entries()) {
    const issuer = chain[at + 1] ?? certificate;
    if (!isIssuedBy(certificate, issuer)) return broken;
    if (issuer !== certificate && isIssuedBy(certificate, certificate)) return broken;
  }
  return undefined;
}

const broken = message('The certificates are no complete chain from the one that signed up to a root.');

/** Certificates to build a chain from: those that are believed, and those that somebody sent along. */
export interface Pool {
  readonly roots: readonly Certificate[];
  readonly others: readonly Certificate[];
}

/** The way from `leaf` to one of the roots. Each certificate is visited once, so that many of one name cost no more. */
export function buildChain(leaf: Certificate, { roots, others }: Pool): Chain | undefined {
  const visited = new Set<string>();
  const climb = (from: Certificate): readonly Certificate[] | undefined => {
    visited.add(from.x509.fingerprint256);
    const root = roots.find((one) => one.der.equals(from.der) || isIssuedBy(from, one));
    if (root) return root.der.equals(from.der) ? [from] : [from, root];
    for (const issuer of others) {
      if (visited.has(issuer.x509.fingerprint256) || !isIssuedBy(from, issuer)) continue;
      const rest = climb(issuer);
      if (rest) return [from, ...rest];
    }
    return undefined;
  };
  const [, ...authorities] = climb(leaf) ?? [];
  return authorities.length === 0 && !roots.some(({ der }) => der.equals(leaf.der)) ? undefined : [leaf, ...authorities];
}
