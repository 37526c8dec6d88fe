import { signersOf, type AcceptedNotation } from '../../core/accepted-signer';
import { message } from '../../core/message';
import type { SignatureReport } from '../../core/verification';
import type { Candidate } from '../discovery/candidate';
import { isLayerBlob } from '../layer-blob';
import { Ledger, notationChecks } from '../ledger';
import { unreadable, whereabouts, type Outcome } from '../outcome';
import type { VerifyContext } from '../verify-context';
import { integrityOf } from './integrity';
import { judge, type Finding, type Judgement } from './judge';
import { factsOf } from './owner';
import type { Intact } from './signing-time';

export { notationSignersFor, ownNotation, readNotationTrust, type NotationTrust } from './trust-store';

/** Verifies one Notary Project signature, JWS or COSE. Synchronous, no I/O, never throws. */
export function verifyNotation(candidate: Candidate, blob: Uint8Array, context: VerifyContext): Outcome {
  if (!isLayerBlob(candidate, blob)) {
    return unreadable(candidate, { verdict: 'invalid', check: 'payload-digest', reason: message('The signature is not what its manifest lists.') });
  }
  const ledger = new Ledger(notationChecks);
  const finish = (report: Pick<SignatureReport, 'verdict'> & Partial<SignatureReport>): Outcome => ({
    kind: 'signature',
    report: { format: candidate.format, ...whereabouts(candidate), ...report, checks: ledger.checks() },
  });
  try {
    const { envelope, chain, annotations } = integrityOf(candidate, blob, ledger);
    const owner = chain && factsOf(chain);
    if (!envelope || !chain || ledger.firstFailure() !== undefined) return finish({ verdict: 'invalid', ...owner });
    const claims = annotations && Object.keys(annotations).length > 0 ? { claims: annotations } : {};
    return finish({ ...owner, ...claims, ...decide({ envelope, chain, now: context.now }, context, ledger) });
  } catch {
    ledger.fail('format', message('The signature cannot be read.'));
    return finish({ verdict: 'invalid' });
  }
}

type Decision = Pick<SignatureReport, 'verdict' | 'timestamp' | 'acceptedBy'>;

/** The best that one of the trust policies says; where there is none, integrity is all that can be said. */
function decide(intact: Intact, { signers }: VerifyContext, ledger: Ledger): Decision {
  const policies = signersOf(signers, 'notation');
  if (policies.length === 0) return withoutPolicy(intact, signers.length > 0, ledger);
  const judgements = policies.map((policy) => ({ policy, judgement: judge(intact, policy) }));
  const order: readonly Judgement['verdict'][] = ['verified', 'signed-unpinned', 'unknown', 'invalid'];
  judgements.sort((a, b) => order.indexOf(a.judgement.verdict) - order.indexOf(b.judgement.verdict));
  const [{ policy, judgement }] = judgements as [(typeof judgements)[number]];
  for (const finding of judgement.findings) enter(finding, ledger);
  const { verdict } = judgement;
  return { verdict, ...timeOf(judgement), ...(verdict === 'verified' ? { acceptedBy: policy.name } : {}) };
}

function timeOf({ time }: Judgement): Pick<SignatureReport, 'timestamp'> {
  return time === undefined ? {} : { timestamp: new Date(time).toISOString() };
}

/** As the level `audit` has it, with nobody to trust. */
const nobody: AcceptedNotation = { kind: 'notation', name: '-', level: 'audit', identities: [], stores: {}, source: 'none' };

/** Where signers of other kinds are pinned, this is by somebody else. */
function withoutPolicy(intact: Intact, othersPinned: boolean, ledger: Ledger): Decision {
  const { findings } = judge(intact, nobody);
  for (const { name, problem } of findings) if (name !== 'identity') enter({ name, action: 'skip', ...(problem ? { problem } : {}) }, ledger);
  if (othersPinned) ledger.fail('identity', message('Signed by somebody who is not among the accepted signers.'));
  else ledger.skip('identity', message('The signature is intact, and nobody is named who should sign this image: the signer is not trusted.'));
  return { verdict: othersPinned ? 'invalid' : 'signed-unpinned' };
}

function enter({ name, action, problem }: Finding, ledger: Ledger): void {
  if (problem === undefined) ledger.ok(name);
  else if (action === 'enforce') ledger.fail(name, problem);
  else ledger.skip(name, action === 'log' ? message('Not enforced by the trust policy: {0}', problem) : problem);
}
