import type { TransparencyLogEntry } from '@sigstore/bundle';
import { crypto, json } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';

/**
 * Log entries of a kind that the Sigstore library does not know (`intoto/0.0.1`, written from 2022 to 2024): they hold the
 * digest of a whole envelope and no signature. The log's promise covers the whole entry, so that it is proven by that alone.
 */
export function isPromised(entry: TransparencyLogEntry, { tlogs }: TrustMaterial): boolean {
  const promise = entry.inclusionPromise?.signedEntryTimestamp;
  const seconds = Number(entry.integratedTime);
  if (promise === undefined || !Number.isSafeInteger(seconds)) return false;
  const time = new Date(seconds * 1000);
  const signed = Buffer.from(
    json.canonicalize({
      body: entry.canonicalizedBody.toString('base64'),
      integratedTime: seconds,
      logID: entry.logId.keyId.toString('hex'),
      logIndex: Number(entry.logIndex),
    }),
  );
  return tlogs.some(
    ({ logID, publicKey, validFor: { start, end } }) =>
      logID.equals(entry.logId.keyId) && start <= time && time <= end && crypto.verify(signed, publicKey, promise, hashOf(publicKey)),
  );
}

function hashOf({ asymmetricKeyType }: crypto.KeyObject): string | undefined {
  return asymmetricKeyType === 'ed25519' ? undefined : 'sha256';
}
