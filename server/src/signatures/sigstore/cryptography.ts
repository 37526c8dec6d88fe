import type { TransparencyLogEntry } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { message } from '../../core/message';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { plan, timesOf, type Plan, type PlanInput, type Signer } from './entity';
import { explain, reasons, whyNoLog } from './explain';
import { isOfUnknownInstance } from './instance';
import { readLogEntry, type LogEntryBody, type LoggedSigner } from './log-entry';
import { isPromised } from './own-entry';
import { runVerifier } from './run';

export type CryptographyInput = PlanInput;

/** `unsupported`: nothing is known to be wrong, and not everything could be checked. */
export type CryptographyResult = { readonly kind: 'holds'; readonly plan: Plan } | { readonly kind: 'fails' | 'unsupported' };

interface LoggedEntry {
  readonly entry: TransparencyLogEntry;
  readonly body: LogEntryBody | undefined;
}

/**
 * Certificate chain, certificate transparency, log inclusion, time and signature, decided by one run of the Sigstore
 * library and by the comparisons that it leaves out. Never throws.
 */
export function checkCryptography(input: CryptographyInput, ledger: Ledger): CryptographyResult {
  try {
    return check(input, ledger);
  } catch {
    ledger.fail('format', reasons.unreadable);
    return { kind: 'fails' };
  }
}

function check(input: CryptographyInput, ledger: Ledger): CryptographyResult {
  const whole = plan(input);
  const logged = whole.entity.tlogEntries.map((entry) => ({ entry, body: readLogEntry(entry.canonicalizedBody) }));
  if (logged.some(({ body }) => isOpaque(body, input))) {
    ledger.skip('transparency-log', message('The transparency log entry is of an old kind that cannot be checked.'));
    return { kind: 'unsupported' };
  }
  const ours = logged.filter(({ body }) => body?.checkedBy === 'us');
  if (ours.length > 0) checkOwn(ours, input, ledger);
  const rest = withoutEntries(whole, ours);
  const holds = runVerifier(rest) === undefined;
  if (!holds && isOfUnknownInstance(input.signer, rest, ledger)) return { kind: ledger.firstFailure() === undefined ? 'unsupported' : 'fails' };
  if (holds) accept(whole, input.signer, ledger);
  else explain(rest, input.signer, ledger);
  compare(logged, whole, { input, ledger });
  if (!holds && ledger.firstFailure() === undefined) ledger.fail('format', reasons.unreadable);
  return ledger.firstFailure() === undefined ? { kind: 'holds', plan: whole } : { kind: 'fails' };
}

/** An old entry about an envelope can be compared only where the envelope is there as it was logged. */
function isOpaque(body: LogEntryBody | undefined, { signed }: CryptographyInput): boolean {
  return body?.checkedBy === 'nobody' || (body?.checkedBy === 'us' && signed.envelope === undefined);
}

function checkOwn(ours: readonly LoggedEntry[], { signed: { envelope }, root }: CryptographyInput, ledger: Ledger): void {
  const digest = envelope && crypto.digest('sha256', envelope).toString('hex');
  if (ours.some(({ body }) => body?.envelopeSha256 !== digest)) return ledger.fail('transparency-log', reasons.logBody);
  ledger.expect('transparency-log', ours.every(({ entry }) => isPromised(entry, root.material)), reasons.logProof);
}

/** Their times stay, and what is left must prove only what they do not. */
function withoutEntries(whole: Plan, ours: readonly LoggedEntry[]): Plan {
  if (ours.length === 0) return whole;
  const tlogEntries = whole.entity.tlogEntries.filter((entry) => !ours.some((one) => one.entry === entry));
  return { ...whole, entity: { ...whole.entity, tlogEntries }, needs: { ...whole.needs, tlog: 0 } };
}

/** What the library does not compare. */
function compare(logged: readonly LoggedEntry[], { entity, material }: Plan, { input, ledger }: { input: CryptographyInput; ledger: Ledger }): void {
  // It compares signature and digest with the log's entry, and not whose they were (CVE-2026-22703).
  const { signer, now } = input;
  const named = logged.every(({ body }) => body?.signer !== undefined && isSame(body.signer, signer));
  if (!named) ledger.fail('transparency-log', signer.kind === 'key' ? reasons.logKey : reasons.logCertificate);
  const past = timesOf(entity, { claimed: true }).every((time) => time <= now + limits.clockSkew);
  if (!past) ledger.fail('timestamp', reasons.timestampFuture);
  // Without a promise it takes a log's proof from any time, also from after the log was given up.
  const proven = timesOf(entity, { claimed: false });
  const times = proven.length === 0 ? [now] : proven;
  const current = logged.every(({ entry }) => entry.inclusionPromise !== undefined || wasInUse(entry, times, material));
  if (!current) ledger.fail('transparency-log', reasons.logProof);
}

function isSame({ kind, der }: LoggedSigner, signer: Signer): boolean {
  return kind === signer.kind && der.equals(signer.kind === 'key' ? signer.key.spki : signer.leaf.der);
}

function wasInUse({ logId }: TransparencyLogEntry, times: readonly number[], { tlogs }: Plan['material']): boolean {
  return tlogs.some(
    ({ logID, validFor: { start, end } }) => logID.equals(logId.keyId) && times.every((time) => start.getTime() <= time && time <= end.getTime()),
  );
}

/** The library has found nothing wrong; what there was to find is told apart from what this trust root does not ask for. */
function accept({ entity, needs, clockless }: Plan, signer: Signer, ledger: Ledger): void {
  ledger.ok('signature');
  const logged = entity.tlogEntries.length > 0;
  if (logged) ledger.ok('transparency-log');
  else ledger.skip('transparency-log', whyNoLog(signer));
  if (signer.kind === 'key') {
    if (timesOf(entity, { claimed: false }).length > 0) ledger.ok('timestamp');
    else ledger.skip('timestamp', reasons.noTime);
    return;
  }
  ledger.ok('certificate-chain');
  if (needs.ctlog === 1) ledger.ok('signed-certificate-timestamp');
  else ledger.skip('signed-certificate-timestamp', reasons.noCertificateLogs);
  if (clockless) ledger.skip('timestamp', reasons.noClock);
  else ledger.ok('timestamp');
}
