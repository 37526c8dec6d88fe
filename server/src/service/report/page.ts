import type { AcceptedSigner } from '../../core/accepted-signer';
import { message, type Message } from '../../core/message';
import { fullName } from '../../core/reference';
import type { ReportField, ReportPage, ReportSection } from '../../core/report-page';
import type { AttestationReport, SignatureReport, VerificationReport } from '../../core/verification';
import { trustRootAge } from '../../core/trust-root-age';
import { publisherById } from '../../publishers';
import type { VerificationRequest } from '../../signatures/verifier';
import { cleanSay, fieldOf, moment, type Say } from './fields';
import { attestationWords, formatLabels, headlineOf, predicateLabel, signatureWords, tones } from './labels';
import { checksOf, placeFields, proofFields, signerFields, sourceFields } from './signed-fields';

export interface PageInput {
  readonly report: VerificationReport;
  /** What was asked. */
  readonly request: VerificationRequest;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly say: Say;
}

/** What a verification found out, as it is shown. */
export function reportPage(input: PageInput): ReportPage {
  const { report } = input;
  const say = cleanSay(input.say);
  return {
    reference: report.reference,
    verdict: report.verdict,
    tone: tones[report.verdict],
    headline: say(headlineOf(report)),
    reason: say(report.reason),
    fields: imageFields(input, say),
    sections: [
      ...expectedSection(input, say),
      ...report.signatures.map((signature, index) => signatureSection(signature, { index, of: report.signatures.length }, say)),
      ...attestationsSection(report, say),
      trustRootSection(input, say),
    ],
  };
}

function imageFields({ report, request, now }: PageInput, say: Say): ReportField[] {
  const places = [request.reference, ...(request.upstream ? [request.upstream] : [])].map(fullName);
  return [
    ...fieldOf(say(message('Image')), report.reference, { kind: 'code' }),
    ...fieldOf(say(message('Digest')), report.digest ?? say(message('not known')), { kind: 'code' }),
    ...fieldOf(say(message('Looked in')), places.length > 1 ? places.join(', ') : undefined, { kind: 'code' }),
    ...fieldOf(say(message('Checked at')), moment(new Date(now).toISOString())),
  ];
}

/** Who should have signed, where nobody of them is known to have. */
function expectedSection({ report, request }: PageInput, say: Say): ReportSection[] {
  if (report.verdict === 'verified' || request.signers.length === 0) return [];
  const fields = request.signers.flatMap(signer => fieldOf(say(expectedBy(signer)), expectedName(signer, say), { kind: 'code' }));
  return [{ title: say(message('Who should sign')), fields, checks: [], parts: [] }];
}

function expectedBy({ source }: AcceptedSigner): Message {
  return source === 'policy' ? message('As your trust policy says') : message('As known of {0}', publisherById(source)?.title ?? source);
}

function expectedName(signer: AcceptedSigner, say: Say): string {
  if (signer.kind === 'key') return say(message('the key {0}', signer.name));
  if (signer.kind === 'notation') return say(message('the Notation trust policy {0}', signer.name));
  return say(message('{0} (issuer {1})', signer.identity ?? signer.identityRegexp ?? '', signer.issuer));
}

function signatureSection(signature: SignatureReport, { index, of }: { index: number; of: number }, say: Say): ReportSection {
  return {
    title: of === 1 ? say(message('Signature')) : say(message('Signature {0} of {1}', index + 1, of)),
    summary: say(signatureWords[signature.verdict]),
    tone: tones[signature.verdict],
    fields: [...signerFields(signature, say), ...placeFields(signature, say), ...sourceFields(signature, say), ...proofFields(signature, say)],
    checks: checksOf(signature, say),
    parts: [],
  };
}

function attestationsSection({ attestations }: VerificationReport, say: Say): ReportSection[] {
  if (attestations.length === 0) return [];
  const read = attestations.filter(each => !isUnanswered(each));
  const places = new Set(attestations.filter(isUnanswered).flatMap(({ place }) => place ?? []));
  return [{
    title: say(read.length === 0 ? message('Attestations') : message('Attestations ({0})', read.length)),
    fields: fieldOf(say(message('Could not be looked for in')), [...places].join(', '), { kind: 'code' }),
    checks: [],
    parts: read.map(each => attestationPart(each, say)),
  }];
}

/** A place that nobody could look into, for each kind of thing that could be there: one line for all of them will do. */
function isUnanswered({ verdict, predicateType }: AttestationReport): boolean {
  return verdict === 'unknown' && predicateType === '';
}

function attestationPart(attestation: AttestationReport, say: Say): ReportSection {
  const { predicateType, verdict } = attestation;
  const known = predicateLabel(predicateType);
  return {
    title: say(known ?? (predicateType === '' ? formatLabels[attestation.format] : { template: '{0}', args: [predicateType] })),
    summary: say(attestationSummary(attestation)),
    tone: verdict === 'invalid' ? 'bad' : verdict === 'verified' ? 'good' : 'neutral',
    fields: [
      ...fieldOf(say(message('Type')), predicateType, { kind: 'code' }),
      ...signerFields(attestation, say),
      ...placeFields(attestation, say),
      ...sourceFields(attestation, say),
      ...proofFields(attestation, say),
    ],
    checks: checksOf(attestation, say),
    parts: [],
  };
}

function attestationSummary({ verdict, identity, checks }: AttestationReport): Message {
  if (verdict === 'unsigned') return message('not signed: only the digest of what lists it covers it');
  const failed = verdict === 'invalid' ? checks.find(({ outcome }) => outcome === 'failed')?.reason : undefined;
  if (failed) return message('{0}: {1}', attestationWords.invalid, failed);
  return identity === undefined || verdict === 'unknown' ? attestationWords[verdict] : message('{0}: {1}', attestationWords[verdict], identity);
}

function trustRootSection({ report: { trustRoot }, now }: PageInput, say: Say): ReportSection {
  const { source, date, refreshed, note, sha256 } = trustRoot;
  const age = trustRootAge(trustRoot, now);
  return {
    title: say(message('Trust root')),
    fields: [
      ...fieldOf(say(message('Source')), source),
      ...fieldOf(say(message('Date')), date),
      ...fieldOf(say(message('Confirmed')), moment(refreshed)),
      ...fieldOf(say(message('Age in days')), age?.toString()),
      ...fieldOf('SHA-256', sha256, { kind: 'code' }),
      ...(note ? fieldOf(say(message('Good to know')), say(note)) : []),
    ],
    checks: [],
    parts: [],
  };
}
