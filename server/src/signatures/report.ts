import { message, type Message } from '../core/message';
import type { SignatureReport, Verdict } from '../core/verification';

export interface Findings {
  readonly signatures: readonly SignatureReport[];
  /** Look-ups without an answer. */
  readonly failures: readonly Message[];
  readonly publisherDoesNotSign: boolean;
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: Message;
}

/**
 * The verdict about the image. One good signature by a pinned signer is enough; a bad one beside it is said, not hidden.
 * While a look-up is without an answer, what was not found or not good may still be there: that is `unknown`.
 */
export function conclude({ signatures, failures, publisherDoesNotSign }: Findings): Conclusion {
  const bad = signatures.filter(({ verdict }) => verdict === 'invalid').length;
  const first = (verdict: Verdict): SignatureReport | undefined => signatures.find((one) => one.verdict === verdict);
  const good = first('verified') ?? first('signed-unpinned');
  if (good !== undefined) return { verdict: good.verdict, reason: withBad(reasonForGood(good), bad) };
  const [failure] = failures;
  if (failure !== undefined) return { verdict: 'unknown', reason: withBad(message('Not everything could be looked up: {0}', failure), bad) };
  const invalid = first('invalid');
  if (invalid !== undefined) return { verdict: 'invalid', reason: reasonOf(invalid) ?? message('The signature is not valid.') };
  const unclear = first('unknown');
  if (unclear !== undefined) return { verdict: 'unknown', reason: reasonOf(unclear) ?? message('The signature could not be checked.') };
  if (publisherDoesNotSign) {
    return { verdict: 'publisher-does-not-sign', reason: message('No signature was found, and the publisher is known to make none.') };
  }
  return { verdict: 'unsigned', reason: message('No signature was found.') };
}

function reasonForGood({ verdict, identity, issuer }: SignatureReport): Message {
  const [who, by] = [identity ?? '-', issuer ?? '-'];
  if (verdict === 'verified') return message('Signed by {0} (issuer {1}).', who, by);
  return message('Signed by {0} (issuer {1}); nobody is named who should sign this image.', who, by);
}

function withBad(reason: Message, bad: number): Message {
  return bad === 0 ? reason : message('{0} Signatures that are not valid beside it: {1}.', reason, bad);
}

function reasonOf({ checks, verdict }: SignatureReport): Message | undefined {
  const failed = checks.find(({ outcome }) => outcome === 'failed')?.reason;
  if (verdict === 'invalid' || failed !== undefined) return failed;
  const harmless = new Set(['subject', 'docker-reference']);
  return checks.find(({ name, outcome, reason }) => outcome === 'skipped' && reason !== undefined && !harmless.has(name))?.reason;
}
