/** Trusted roots around somebody else's certificates and keys, as `cosign trusted-root create` makes them. */
import { createPublicKey, X509Certificate, createHash } from 'node:crypto';

const validFor = { start: '2020-01-01T00:00:00Z' };
const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';

/** A private authority that keeps no logs and no clock. */
export function rootOfAuthority(...pems: string[]): string {
  const certificates = pems.map((pem) => ({ rawBytes: new X509Certificate(pem).raw.toString('base64') }));
  return JSON.stringify({ mediaType, certificateAuthorities: [{ uri: 'https://ca.example', certChain: { certificates }, validFor }] });
}

/** Nothing but a log, for those who sign with keys. */
export function rootOfLog(pem: string): string {
  const der = createPublicKey(pem).export({ format: 'der', type: 'spki' });
  const publicKey = { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor };
  const logId = { keyId: createHash('sha256').update(der).digest('base64') };
  return JSON.stringify({ mediaType, tlogs: [{ baseUrl: 'https://rekor.example', hashAlgorithm: 'SHA2_256', publicKey, logId }] });
}
