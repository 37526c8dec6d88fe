import { render } from '../../../core/message';
import type { SignatureReport, VerificationReport } from '../../../core/verification';
import type { ToolAnswer, ToolRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { answered, refused } from './answer';
import { askedAbout, consentFor } from './asked';

/** Signatures that are named one by one. */
const mostSignatures = 10;

/** What each verdict means, so that a model does not make more of it. */
const meanings: Readonly<Record<VerificationReport['verdict'], string>> = {
  verified: 'The cryptography holds, and somebody signed whom the policy names.',
  'signed-unpinned': 'The cryptography holds, but nobody said who should have signed: this is no proof of the publisher.',
  invalid: 'A signature is there and is wrong, or is by somebody else than expected. Do not use the image before a person looked at it.',
  unsigned: 'The look-up worked and found no signature.',
  'publisher-does-not-sign': 'This publisher is known not to sign images.',
  unknown: 'It could not be checked, which says nothing about the image.',
};

/** Who signed an image, by the policy that applies. */
export async function verifySignature(request: ToolRequest, edge: Edge, signal: AbortSignal): Promise<ToolAnswer> {
  const about = await askedAbout(request, edge);
  if (!about.ok) return refused(about.reason);
  const consent = await consentFor(about.value, edge);
  if (!consent.ok) return refused(consent.reason);
  const { reference, situation: { context } } = about.value;
  const report = await edge.runtime.service.verify(reference, context.policy, { consent: consent.value, signal });
  return answered({
    reference: report.reference,
    digest: report.digest ?? null,
    verdict: report.verdict,
    meaning: meanings[report.verdict],
    reason: render(report.reason),
    signatures: report.signatures.slice(0, mostSignatures).map(signatureOf),
    total: { signatures: report.signatures.length, attestations: report.attestations.length },
  });
}

/** Names are those of whoever signed: a stranger's words. */
function signatureOf({ format, verdict, identity, issuer, checks }: SignatureReport): object {
  return {
    format,
    verdict,
    signedBy: identity ?? null,
    issuer: issuer ?? null,
    failedChecks: checks.filter(({ outcome }) => outcome === 'failed').map(({ name, reason }) => ({ name, reason: reason ? render(reason) : null })),
  };
}
