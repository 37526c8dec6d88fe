import { VerificationError } from '@sigstore/verify';
import { message, type Message } from '../../core/message';
import type { Ledger } from '../ledger';
import { bareKey, stampAt, timesOf, withKey, type Plan, type Signer } from './entity';
import type { Leaf } from './certificate';
import { isChainError, isSignatureError, runVerifier } from './run';

export const reasons = {
  unreadable: message('The verification material cannot be read.'),
  chain: message('The certificate was not issued by an authority of the trust root.'),
  expired: message('The certificate was not valid when the signature was made.'),
  sct: message('No certificate transparency log of the trust root vouches for the certificate.'),
  noCertificateLogs: message('Not checked: the trust root has no certificate transparency log.'),
  logProof: message('The transparency log entry is not proven by a log of the trust root.'),
  logBody: message('The transparency log entry is about another signature.'),
  logCertificate: message('The transparency log entry names another certificate.'),
  logKey: message('The transparency log entry names another key.'),
  logMissing: message('There is no transparency log entry.'),
  logNotWanted: message('Not checked: the policy wants no transparency log entry for this key.'),
  noLogs: message('Not checked: the trust root has no transparency log.'),
  timestamp: message('No clock of the trust root says when the signature was made.'),
  timestampFuture: message('The signature claims to be made in the future.'),
  timestampLog: message('Not checked, because the time comes from the transparency log entry.'),
  noTime: message('Nothing says when it was signed, and a key does not end.'),
  noClock: message('Not checked: the trust root has no clock, so the certificate was judged by today.'),
  signature: message('The signature does not match what it should have signed.'),
} as const;

const nothing = { ctlog: 0, tlog: 0, timestamp: 0 } as const;

/**
 * The library stops at the first error, and that can be a wrong one: it judges the certificate by a time that it has not
 * verified yet. So what failed is found by asking again, one part at a time. Nothing here can turn a failure into a success.
 */
export function explain(plan: Plan, signer: Signer, ledger: Ledger): void {
  const { entity, needs } = plan;
  const material = withKey(plan.material, signer.kind === 'key' ? signer.key.key : signer.leaf.key);
  const bare = { ...entity, key: bareKey, tlogEntries: [], timestamps: [] };

  ledger.expect('signature', runVerifier({ entity: bare, material, needs: nothing }) === undefined, reasons.signature);
  const logged = { ...bare, tlogEntries: entity.tlogEntries };
  explainLog(runVerifier({ entity: logged, material, needs: { ...nothing, tlog: needs.tlog } }), { plan, signer, ledger });
  const timed = { ...bare, timestamps: entity.timestamps };
  explainTime(runVerifier({ entity: timed, material, needs: { ...nothing, timestamp: needs.timestamp } }), plan, ledger);
  if (signer.kind === 'certificate') explainCertificate(plan, signer.leaf, ledger);
}

function explainCertificate({ entity, material, needs, clockless }: Plan, leaf: Leaf, ledger: Ledger): void {
  const issued = { ...entity, tlogEntries: [], timestamps: [stampAt(leaf.certificate.notBefore.getTime())] };
  explainChain(runVerifier({ entity: issued, material, needs: { ...nothing, ctlog: needs.ctlog } }), needs.ctlog, ledger);
  if (ledger.outcome('timestamp') === 'failed' || ledger.outcome('certificate-chain') !== 'ok') return;
  if (ledger.outcome('timestamp') === 'skipped' && !clockless) return;
  const timed = runVerifier({ entity: { ...issued, timestamps: entity.timestamps }, material, needs: nothing });
  if (isChainError(timed)) ledger.fail('certificate-chain', reasons.expired);
}

/** Why a signature may be without an entry. */
export function whyNoLog(signer: Signer): Message {
  return signer.kind === 'key' && signer.logOptional ? reasons.logNotWanted : reasons.noLogs;
}

interface Question {
  readonly plan: Plan;
  readonly signer: Signer;
  readonly ledger: Ledger;
}

function explainLog(error: unknown, { plan: { entity, needs }, signer, ledger }: Question): void {
  // Entries that the library does not know were looked at before.
  if (entity.tlogEntries.length === 0 && ledger.outcome('transparency-log') !== undefined) return;
  const code = error instanceof VerificationError ? error.code : error && 'unknown';
  if (code === undefined || code === 'SIGNATURE_ERROR') {
    if (entity.tlogEntries.length > 0) ledger.ok('transparency-log');
    else ledger.skip('transparency-log', whyNoLog(signer));
    return;
  }
  if (entity.tlogEntries.length === 0 && needs.tlog === 1) return ledger.fail('transparency-log', reasons.logMissing);
  ledger.fail('transparency-log', code === 'TLOG_BODY_ERROR' ? reasons.logBody : reasons.logProof);
}

function explainTime(error: unknown, { entity, clockless }: Plan, ledger: Ledger): void {
  if (error !== undefined && !isSignatureError(error)) return ledger.fail('timestamp', reasons.timestamp);
  if (clockless) return ledger.skip('timestamp', reasons.noClock);
  const onlyLog = entity.timestamps.every(({ $case }) => $case === 'transparency-log');
  if (onlyLog && ledger.outcome('transparency-log') !== 'ok') return ledger.skip('timestamp', reasons.timestampLog);
  if (timesOf(entity, { claimed: false }).length > 0) ledger.ok('timestamp');
  else ledger.skip('timestamp', reasons.noTime);
}

function explainChain(error: unknown, wanted: 0 | 1, ledger: Ledger): void {
  if (isChainError(error)) return ledger.fail('certificate-chain', reasons.chain);
  ledger.ok('certificate-chain');
  const wrong = error !== undefined && !isSignatureError(error);
  if (wrong || wanted === 1) ledger.expect('signed-certificate-timestamp', !wrong, reasons.sct);
  else ledger.skip('signed-certificate-timestamp', reasons.noCertificateLogs);
}
