import { type Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { toSignedEntity, VerificationError, Verifier, type SignedEntity, type VerifierOptions } from '@sigstore/verify';
import { message } from '../../core/message';
import type { Leaf } from './certificate';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { readLogEntry } from './log-entry';
import type { TrustRoot } from '../trust-root';

export interface CryptographyInput {
  readonly bundle: Bundle;
  readonly leaf: Leaf;
  /** What was signed, for a signature over bytes; an envelope brings its own. */
  readonly artifact: Buffer | undefined;
  readonly root: TrustRoot;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const unreadable = message('The verification material cannot be read.');

export type CryptographyResult = 'holds' | 'fails' | 'unsupported';

const reasons = {
  chain: message('The certificate was not issued by an authority of the trust root.'),
  expired: message('The certificate was not valid when the signature was made.'),
  sct: message('No certificate transparency log of the trust root vouches for the certificate.'),
  logProof: message('The transparency log entry is not proven by a log of the trust root.'),
  logBody: message('The transparency log entry is about another signature.'),
  logCertificate: message('The transparency log entry names another certificate.'),
  logMissing: message('There is no transparency log entry.'),
  timestamp: message('No clock of the trust root says when the signature was made.'),
  timestampFuture: message('The signature claims to be made in the future.'),
  timestampLog: message('Not checked, because the time comes from the transparency log entry.'),
  signature: message('The signature does not match what it should have signed.'),
} as const;

/**
 * Certificate chain, certificate transparency, log inclusion, time and signature, decided by one run of the Sigstore
 * library with all of its thresholds at one, and by the comparisons that it leaves out. Never throws.
 */
export function checkCryptography(input: CryptographyInput, ledger: Ledger): CryptographyResult {
  try {
    return check(input, ledger);
  } catch {
    ledger.fail('format', unreadable);
    return 'fails';
  }
}

function check(input: CryptographyInput, ledger: Ledger): CryptographyResult {
  const bodies = input.bundle.verificationMaterial.tlogEntries.map((entry) => readLogEntry(entry.canonicalizedBody));
  if (bodies.some((body) => body?.supported === false)) {
    ledger.skip('transparency-log', message('The transparency log entry is of an old kind that cannot be checked.'));
    return 'unsupported';
  }
  const entity = toSignedEntity(input.bundle, input.artifact);
  const holds = runVerifier(input.root, entity) === undefined;
  if (holds) ledger.ok('certificate-chain', 'signed-certificate-timestamp', 'transparency-log', 'timestamp', 'signature');
  else explain(entity, input, ledger);
  // The library compares signature and digest with the log's entry, and not whose certificate it was (CVE-2026-22703).
  const ours = bodies.every((body) => body?.certificate?.equals(input.leaf.der));
  if (!ours) ledger.fail('transparency-log', reasons.logCertificate);
  if (!holds && ledger.firstFailure() === undefined) ledger.fail('format', unreadable);
  const past = timesOf(entity).every((time) => time <= input.now + limits.clockSkew);
  if (!past) ledger.fail('timestamp', reasons.timestampFuture);
  return holds && ours && past ? 'holds' : 'fails';
}

function runVerifier(root: TrustRoot, entity: SignedEntity, options: VerifierOptions = {}): unknown {
  const thresholds = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1, ...options };
  try {
    new Verifier(root.material, thresholds).verify(entity);
    return undefined;
  } catch (error) {
    return error;
  }
}

function timesOf({ timestamps }: SignedEntity): number[] {
  return timestamps.map((stamp) =>
    stamp.$case === 'timestamp-authority' ? stamp.timestamp.signingTime.getTime() : Number(stamp.tlogEntry.integratedTime) * 1000,
  );
}

/**
 * The library stops at the first error, and that can be a wrong one: it judges the certificate by a time that it has not
 * verified yet. So what failed is found by asking again, one part at a time. Nothing here can turn a failure into a success.
 */
function explain(entity: SignedEntity, input: CryptographyInput, ledger: Ledger): void {
  const { root, leaf } = input;
  const byKey = withLeafKey(root, leaf);
  const bare: SignedEntity = { ...entity, key: { $case: 'public-key', hint: '' }, tlogEntries: [], timestamps: [] };
  const none = { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 };

  ledger.expect('signature', runVerifier(byKey, bare, none) === undefined, reasons.signature);
  explainLog(runVerifier(byKey, { ...bare, tlogEntries: entity.tlogEntries }, { ...none, tlogThreshold: 1 }), entity, ledger);
  explainTime(runVerifier(byKey, { ...bare, timestamps: entity.timestamps }, { ...none, timestampThreshold: 1 }), entity, ledger);
  const issued: SignedEntity = { ...bare, key: entity.key, timestamps: [atStartOf(leaf)] };
  explainChain(runVerifier(root, issued, { ...none, ctlogThreshold: 1 }), ledger);
  if (ledger.outcome('timestamp') !== 'ok' || ledger.outcome('certificate-chain') !== 'ok') return;
  const timed = runVerifier(root, { ...issued, timestamps: entity.timestamps }, none);
  if (isChainError(timed)) ledger.fail('certificate-chain', reasons.expired);
}

function explainLog(error: unknown, entity: SignedEntity, ledger: Ledger): void {
  const code = error instanceof VerificationError ? error.code : error && 'unknown';
  if (code === undefined || code === 'SIGNATURE_ERROR') return ledger.ok('transparency-log');
  if (entity.tlogEntries.length === 0) return ledger.fail('transparency-log', reasons.logMissing);
  ledger.fail('transparency-log', code === 'TLOG_BODY_ERROR' ? reasons.logBody : reasons.logProof);
}

function explainTime(error: unknown, entity: SignedEntity, ledger: Ledger): void {
  const isTime = error !== undefined && !(error instanceof VerificationError && error.code === 'SIGNATURE_ERROR');
  if (isTime) return ledger.fail('timestamp', reasons.timestamp);
  const onlyLog = entity.timestamps.every(({ $case }) => $case === 'transparency-log');
  if (onlyLog && ledger.outcome('transparency-log') !== 'ok') return ledger.skip('timestamp', reasons.timestampLog);
  ledger.ok('timestamp');
}

function explainChain(error: unknown, ledger: Ledger): void {
  if (isChainError(error)) return ledger.fail('certificate-chain', reasons.chain);
  ledger.ok('certificate-chain');
  const isSct = error !== undefined && !(error instanceof VerificationError && error.code === 'SIGNATURE_ERROR');
  ledger.expect('signed-certificate-timestamp', !isSct, reasons.sct);
}

/** Tells a broken chain from a broken timestamp of the certificate: both have one code. Pinned by test/signatures. */
function isChainError(error: unknown): boolean {
  return error instanceof VerificationError && error.message === 'Failed to verify certificate chain';
}

/** The same root, where the leaf's own key needs no certificate. */
function withLeafKey(root: TrustRoot, { certificate }: Leaf): TrustRoot {
  const publicKey = { publicKey: crypto.createPublicKey(certificate.publicKey), validFor: () => true };
  return { ...root, material: { ...root.material, publicKey: () => publicKey } };
}

/** A time at which the certificate itself was valid, in the shape that the library takes without looking further. */
function atStartOf({ certificate }: Leaf): SignedEntity['timestamps'][number] {
  const seconds = Math.floor(certificate.notBefore.getTime() / 1000);
  const tlogEntry = {
    logIndex: '0',
    logId: { keyId: Buffer.alloc(0) },
    kindVersion: undefined,
    integratedTime: String(seconds),
    inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
    inclusionProof: undefined,
    canonicalizedBody: Buffer.alloc(0),
  };
  return { $case: 'transparency-log', tlogEntry } as unknown as SignedEntity['timestamps'][number];
}
