import { message } from '../../core/message';
import type { Candidate } from '../discovery/candidate';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { algorithmOf, isSignedBy } from './algorithm';
import { findOrderProblem, findUsageProblem, readChain, type Chain } from './chain';
import { payloadType, readPayload, type Annotations } from './content';
import { readCose } from './cose';
import type { Envelope, EnvelopeResult } from './envelope';
import { readJws } from './jws';

/** What could be read of a signature. What is wrong with it stands in the ledger. */
export interface Integrity {
  readonly envelope?: Envelope;
  readonly chain?: Chain;
  /** That the signer added to the descriptor. */
  readonly annotations?: Annotations;
}

const readers: Readonly<Partial<Record<Candidate['format'], (blob: Uint8Array) => EnvelopeResult>>> = {
  'notation-jws': readJws,
  'notation-cose': readCose,
};

/** All that must hold under every trust policy: nothing here is ever only logged. */
export function integrityOf(candidate: Candidate, blob: Uint8Array, ledger: Ledger): Integrity {
  checkAttachment(candidate, ledger);
  if (blob.length > limits.notationBytes) {
    ledger.fail('format', message('The signature is too large to be one.'));
    return {};
  }
  const result = readers[candidate.format]?.(blob) ?? { ok: false, reason: message('The signature cannot be read.') };
  if (!result.ok) {
    ledger.fail('format', result.reason);
    return {};
  }
  ledger.ok('format');
  const { envelope } = result;
  const annotations = checkPayload(envelope, candidate, ledger);
  const chain = checkChain(envelope, ledger);
  return { envelope, ...(annotations ? { annotations } : {}), ...(chain ? { chain } : {}) };
}

/** A list of referrers proves nothing: the manifest itself must say what it is about. */
function checkAttachment({ attachment, subject }: Candidate, ledger: Ledger): void {
  const named = attachment.kind === 'referrer' ? attachment.subject : undefined;
  ledger.expect('subject', named === subject.digest, message('The manifest of the signature is about {0}.', named ?? '-'));
}

function checkPayload({ contentType, payload }: Envelope, { subject }: Candidate, ledger: Ledger): Annotations | undefined {
  ledger.expect('payload-type', contentType === payloadType, message('The payload is of another type: {0}.', contentType.slice(0, 200)));
  const result = readPayload(payload, subject);
  if (result.ok) ledger.ok('payload-digest');
  else ledger.fail('payload-digest', result.reason);
  return result.ok ? result.annotations : undefined;
}

function checkChain({ certificates, algorithm, signed, signature }: Envelope, ledger: Ledger): Chain | undefined {
  const chain = readChain(certificates);
  if (chain === undefined) {
    ledger.fail('certificate-usage', message('The certificates of the signature cannot be read.'));
    return undefined;
  }
  const [leaf] = chain;
  const usage = findUsageProblem(chain, 'code-signing');
  if (usage) ledger.fail('certificate-usage', usage);
  else ledger.ok('certificate-usage');
  const order = findOrderProblem(chain);
  if (order) ledger.fail('certificate-chain', order);
  const fits = algorithm === algorithmOf(leaf.key);
  if (!fits) ledger.fail('signature', message('The key of the certificate does not sign with the algorithm that the signature names.'));
  else ledger.expect('signature', isSignedBy(leaf.key, signed, signature), message('The signature does not match what it should have signed.'));
  return chain;
}
