import { message, type Message } from '../core/message';
import type { SignatureReport, Verdict } from '../core/verification';

export interface Findings {
  readonly signatures: readonly SignatureReport[];
  /** Look-ups without an answer. */
  readonly failures: readonly Message[];
  readonly publisherDoesNotSign: boolean;
  /** `registry/repository` where signatures were looked for, the image's own first. */
  readonly places: readonly string[];
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: Message;
}

/**
 * The verdict about the image. One good signature by a pinned signer is enough; a bad one beside it is said, not hidden.
 * While a look-up is without an answer, what was not found or not good may still be there: that is `unknown`. A signature of
 * a platform's manifest is none of the index that lists it.
 */
export function conclude(findings: Findings): Conclusion {
  const { signatures, failures } = findings;
  const ofImage = signatures.filter(({ subject }) => subject?.kind !== 'platform');
  const first = (verdict: Verdict): SignatureReport | undefined => ofImage.find((one) => one.verdict === verdict);
  const bad = signatures.filter(({ verdict }) => verdict === 'invalid');
  const good = first('verified') ?? first('signed-unpinned');
  if (good !== undefined) return { verdict: good.verdict, reason: withBad(reasonForGood(good, findings), bad.length) };
  const [failure] = failures;
  if (failure !== undefined) return { verdict: 'unknown', reason: unanswered(failure, bad.length) };
  const invalid = mostTelling(ofImage.filter(({ verdict }) => verdict === 'invalid'));
  if (invalid !== undefined) return { verdict: 'invalid', reason: withBad(reasonOf(invalid) ?? message('The signature is not valid.'), bad.filter((one) => !isSaid(one, invalid)).length) };
  const unclear = first('unknown');
  if (unclear !== undefined) return { verdict: 'unknown', reason: withBad(reasonOf(unclear) ?? message('The signature could not be checked.'), bad.length) };
  return withoutSignature(findings, bad.length);
}

function withoutSignature({ signatures, publisherDoesNotSign, places }: Findings, bad: number): Conclusion {
  const platform = signatures.find(({ verdict }) => verdict === 'verified' || verdict === 'signed-unpinned');
  if (platform !== undefined) return { verdict: 'unsigned', reason: withBad(onlyPlatform(platform), bad) };
  const verdict = publisherDoesNotSign ? 'publisher-does-not-sign' : 'unsigned';
  return { verdict, reason: withBad(noneFound(publisherDoesNotSign, places), bad) };
}

function noneFound(publisherDoesNotSign: boolean, [beside = '-', upstream]: readonly string[]): Message {
  if (upstream === undefined) {
    return publisherDoesNotSign ? message('No signature was found, and the publisher is known to make none.') : message('No signature was found.');
  }
  return publisherDoesNotSign
    ? message('No signature was found, neither in {0} nor in {1}, and the publisher is known to make none.', beside, upstream)
    : message('No signature was found, neither in {0} nor in {1}.', beside, upstream);
}

function onlyPlatform(signature: SignatureReport): Message {
  return message('Not signed as a whole, only what runs on {0}: {1}', signature.subject?.platform ?? '-', who(signature));
}

function reasonForGood(signature: SignatureReport, { places }: Findings): Message {
  const { subject, place } = signature;
  const reason = who(signature);
  const [beside] = places;
  const located = place === undefined || place === beside ? reason : message('{0} Found in {1}, under the same digest.', reason, place);
  if (subject?.kind !== 'attestation-manifest') return located;
  if (subject.platform === undefined) return message('{0} What is signed is the attestation of this image.', located);
  return message('{0} What is signed is the attestation of {1}.', located, subject.platform);
}

function who({ verdict, identity = '-', issuer, format }: SignatureReport): Message {
  if (format.startsWith('notation-')) return whoByStore(verdict, identity);
  const signed = issuer === undefined ? message('Signed by {0}.', identity) : message('Signed by {0} (issuer {1}).', identity, issuer);
  if (verdict === 'verified') return signed;
  if (issuer === undefined) return message('Signed by {0}; nobody is named who should sign this image.', identity);
  return message('Signed by {0} (issuer {1}); nobody is named who should sign this image.', identity, issuer);
}

/** Anybody can write any name into a certificate, and only a trust store makes it true. */
function whoByStore(verdict: SignatureReport['verdict'], identity: string): Message {
  if (verdict === 'verified') return message('Signed by {0}.', identity);
  return message('The signature is intact and calls its signer {0}; no trust store says whether that is true.', identity);
}

function unanswered(failure: Message, bad: number): Message {
  if (bad === 0) return message('Not everything could be looked up: {0}', failure);
  return message('Not everything could be looked up: {0}. Signatures that are not valid: {1}.', failure, bad);
}

function withBad(reason: Message, bad: number): Message {
  return bad === 0 ? reason : message('{0} Signatures that are not valid beside it: {1}.', reason, bad);
}

/** Good but for who signed, where there is such a one: that says more than what is broken besides. */
function mostTelling(invalid: readonly SignatureReport[]): SignatureReport | undefined {
  return invalid.find(isByAnother) ?? invalid[0];
}

function isByAnother({ checks }: SignatureReport): boolean {
  return checks.every(({ name, outcome }) => (outcome === 'failed') === (name === 'identity'));
}

/** Signers sign in several layouts at once: what is said of one is said of its twins, and nothing in them is broken. */
function isSaid(one: SignatureReport, said: SignatureReport): boolean {
  return one === said || (isByAnother(one) && isByAnother(said) && one.identity === said.identity && one.issuer === said.issuer);
}

function reasonOf({ checks, verdict }: SignatureReport): Message | undefined {
  const failed = checks.find(({ outcome }) => outcome === 'failed')?.reason;
  if (verdict === 'invalid' || failed !== undefined) return failed;
  const harmless = new Set(['subject', 'docker-reference']);
  return checks.find(({ name, outcome, reason }) => outcome === 'skipped' && reason !== undefined && !harmless.has(name))?.reason;
}
