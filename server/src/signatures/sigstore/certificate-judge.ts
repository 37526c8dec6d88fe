import { message } from '../../core/message';
import type { SignatureReport } from '../../core/verification';
import { matchIdentity } from '../identity/match';
import { signature, type Case, type Details } from './case';
import { readLeaf, type Leaf } from './certificate';
import { checkCryptography } from './cryptography';
import { isPrivate, type Plan, type SignedMaterial } from './entity';
import { isBuiltByItsRepository, logFacts, timestampOf } from './facts';

export interface CertificateMaterial {
  readonly signed: SignedMaterial;
  readonly certificate: Buffer;
  /** Certificates of authorities that came with it. */
  readonly offered: readonly Buffer[];
}

/** A signature whose signer has a certificate. */
export function judgeCertificate(one: Case, { signed, certificate, offered }: CertificateMaterial): SignatureReport {
  const { context, ledger } = one;
  const { root, now } = context;
  const leaf = readLeaf(certificate, isPrivate(root));
  if (leaf === undefined) {
    ledger.fail('certificate-usage', message('The certificate cannot be read, or names nobody.'));
    return signature(one, 'invalid');
  }
  if (leaf.problem === undefined) ledger.ok('certificate-usage');
  else ledger.fail('certificate-usage', leaf.problem);
  const result = checkCryptography({ signed, signer: { kind: 'certificate', leaf, offered }, root, now }, ledger);
  const details = { ...ownerOf(leaf), ...vouchedFor(one, leaf), ...(result.kind === 'holds' ? proven(one, result.plan) : {}) };
  if (ledger.firstFailure() !== undefined) return signature(one, 'invalid', details);
  return result.kind === 'unsupported' ? signature(one, 'unknown', details) : judgeIdentity(one, leaf, details);
}

function judgeIdentity(one: Case, leaf: Leaf, details: Details): SignatureReport {
  const match = matchIdentity(leaf, one.context.signers, one.candidate.subject);
  const built = isBuiltByItsRepository(leaf, one.context.image) ? { builtByItsRepository: true } : {};
  switch (match.kind) {
    case 'pinned':
      one.ledger.ok('identity');
      return signature(one, 'verified', { ...details, ...built, identity: match.identity, acceptedBy: match.signer.source });
    case 'nobody-pinned':
      one.ledger.skip('identity', message('Nobody is named who should sign this image.'));
      return signature(one, 'signed-unpinned', { ...details, ...built });
    case 'other':
      one.ledger.fail('identity', match.reason);
      return signature(one, 'invalid', details);
  }
}

function ownerOf({ identities, issuer, facts }: Leaf): Details {
  const [identity] = identities;
  return { certificate: facts, ...(identity === undefined ? {} : { identity }), ...(issuer === undefined ? {} : { issuer }) };
}

/** What an authority vouches for counts only once it is known to be one. */
function vouchedFor({ ledger }: Case, { source }: Leaf): Details {
  return source !== undefined && ledger.outcome('certificate-chain') === 'ok' ? { source } : {};
}

/** What the log and the clock say, once both are proven. */
export function proven(one: Case, { entity }: Plan): Details {
  return { ...logFacts(entity), ...timestampOf(entity) };
}
