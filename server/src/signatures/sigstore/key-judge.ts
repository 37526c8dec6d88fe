import { signersOf, type AcceptedKey } from '../../core/accepted-signer';
import { message } from '../../core/message';
import type { SignatureReport } from '../../core/verification';
import { counting } from '../identity/layout';
import { signature, type Case, type Details } from './case';
import { proven } from './certificate-judge';
import { contentOf } from './content';
import { checkCryptography } from './cryptography';
import { timesOf, type Plan, type SignedMaterial } from './entity';
import { readPublicKey, readSpki, type PublicKey } from './key';
import { readLogEntry } from './log-entry';

interface Pinned {
  readonly signer: AcceptedKey;
  readonly key: PublicKey;
}

export interface KeyMaterial {
  readonly signed: SignedMaterial;
  /** The payload names the very repository. */
  readonly sameName: boolean;
}

/** A signature whose signer has no certificate. Only somebody who knows the key can say anything about it. */
export function judgeKey(one: Case, { signed, sameName }: KeyMaterial): SignatureReport {
  const { candidate, context, ledger } = one;
  const signers = signersOf(counting(context.signers, candidate.subject), 'key');
  // The first check that was left out says why nothing is known.
  const reason = context.signers.length === 0 ? nobodyNamed : noCertificate;
  for (const name of ['certificate-usage', 'certificate-chain', 'signed-certificate-timestamp'] as const) ledger.skip(name, reason);
  if (signers.length === 0) return withoutKey(one);
  const pinned = signers.flatMap((signer): Pinned[] => {
    const key = readPublicKey(signer.pem);
    return key === undefined ? [] : [{ signer, key }];
  });
  const content = contentOf(signed.bundle, signed);
  const match = pinned.find(({ key }) => content.verifySignature(key.key));
  if (match === undefined) return byNoneOf(one, { signed, signers, pinned });
  return judgeSigner(one, match, { signed, sameName });
}

const noCertificate = message('Signed with a key: there is no certificate.');
const nobodyNamed = message('Signed with a key. Name the key in the policy, and it can be checked.');

function judgeSigner(one: Case, { signer, key }: Pinned, { signed, sameName }: KeyMaterial): SignatureReport {
  const { context, ledger } = one;
  const result = checkCryptography({ signed, signer: { kind: 'key', key, logOptional: signer.ignoreTlog }, root: context.root, now: context.now }, ledger);
  const owner: Details = { identity: signer.name, keySha256: key.sha256 };
  if (result.kind === 'unsupported') return signature(one, ledger.firstFailure() === undefined ? 'unknown' : 'invalid', owner);
  if (result.kind === 'holds') checkAge(one, signer, result.plan);
  if (signer.exactRepository && !sameName) {
    ledger.fail('docker-reference', message('The policy wants the signature to name this very repository, and it does not.'));
  }
  const details = { ...owner, ...(result.kind === 'holds' ? proven(one, result.plan) : {}) };
  if (ledger.firstFailure() !== undefined) return signature(one, 'invalid', details);
  ledger.ok('identity');
  return signature(one, 'verified', { ...details, acceptedBy: signer.source });
}

/** Only a time that somebody has signed can prove that a signature is too old for its key. */
function checkAge({ ledger }: Case, { validFrom }: AcceptedKey, { entity }: Plan): void {
  if (validFrom === undefined) return;
  const start = Date.parse(validFrom);
  const late = timesOf(entity, { claimed: false }).every((time) => time >= start);
  if (!late) ledger.fail('timestamp', message('It was signed before the key was in use, which is since {0}.', validFrom));
}

/** Where others are named, a signature with a key is by somebody else; otherwise it is one that nobody can check. */
function withoutKey(one: Case): SignatureReport {
  const { context, ledger } = one;
  if (context.signers.length > 0) ledger.fail('identity', message('Signed with a key, and the policy names no key.'));
  else ledger.skip('identity', nobodyNamed);
  return signature(one, ledger.firstFailure() === undefined ? 'unknown' : 'invalid');
}

interface Unmatched {
  readonly signed: SignedMaterial;
  readonly signers: readonly AcceptedKey[];
  readonly pinned: readonly Pinned[];
}

/** A log may know the key that did sign; otherwise nobody can tell another key from a changed signature. */
function byNoneOf(one: Case, { signed, signers, pinned }: Unmatched): SignatureReport {
  const { ledger } = one;
  const names = signers.map(({ name }) => name).join(', ');
  const other = loggedKey(signed);
  const rehashed = signedOverOtherHash(signed, pinned);
  if (pinned.length === 0) ledger.fail('identity', message('The key cannot be used, as it is of a weak or unknown kind: {0}.', names));
  else if (rehashed !== undefined) ledger.fail('signature', message('Signed with {0}, but over another hash than the SHA-256 that signatures of this layout are over.', rehashed.signer.name));
  else if (other !== undefined) ledger.fail('identity', message('Signed with another key, SHA-256 {0}, and not with {1}.', other.sha256, names));
  else ledger.fail('signature', message('The signature does not match with {0}: it was made with another key, or changed.', names));
  return signature(one, 'invalid', other === undefined ? {} : { keySha256: other.sha256 });
}

/** Cosign signs the old layout with the hash that a P-384 key asks for, and then refuses it: the key is right, and nothing was changed. */
function signedOverOtherHash(signed: SignedMaterial, pinned: readonly Pinned[]): Pinned | undefined {
  if (!signed.legacy) return undefined;
  const content = contentOf(signed.bundle, { ...signed, legacy: false });
  return pinned.find(({ key }) => content.verifySignature(key.key));
}

function loggedKey(signed: SignedMaterial): PublicKey | undefined {
  const content = contentOf(signed.bundle, signed);
  const keys = signed.bundle.verificationMaterial.tlogEntries.flatMap(({ canonicalizedBody }) => {
    const logged = readLogEntry(canonicalizedBody)?.signer;
    return logged?.kind === 'key' ? (readSpki(logged.der) ?? []) : [];
  });
  return keys.find(({ key }) => content.verifySignature(key));
}
