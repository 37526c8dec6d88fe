import { message, type Message } from '../../core/message';
import type { Tone } from '../../core/report-page';
import type { AttestationReport, SignatureCheck, Verdict, VerificationReport } from '../../core/verification';
import { isSignedBySomebodyElse } from './signers';

/** One look says it; the sentence behind it says why. */
export function headlineOf(report: VerificationReport): Message {
  if (isSignedBySomebodyElse(report)) return message('Signed by somebody else than expected');
  return headlines[report.verdict];
}

const headlines: Readonly<Record<Verdict, Message>> = {
  verified: message('Signature verified'),
  'signed-unpinned': message('Signed, but nobody said who should sign'),
  invalid: message('Signature not valid'),
  unsigned: message('Not signed'),
  'publisher-does-not-sign': message('Not signed: this publisher does not sign its images'),
  unknown: message('Could not be checked, which says nothing about the image'),
};

export const tones: Readonly<Record<Verdict, Tone>> = {
  verified: 'good',
  'signed-unpinned': 'warning',
  invalid: 'bad',
  unsigned: 'warning',
  'publisher-does-not-sign': 'warning',
  unknown: 'neutral',
};

/** About one signature. */
export const signatureWords: Readonly<Record<Exclude<Verdict, 'unsigned' | 'publisher-does-not-sign'>, Message>> = {
  verified: message('signature verified'),
  'signed-unpinned': message('signed, but nobody said who should sign'),
  invalid: message('signature not accepted'),
  unknown: message('could not be checked'),
};

/** About one attestation. Who attests need not be who signs, so nobody is missed here. */
export const attestationWords: Readonly<Record<AttestationReport['verdict'], Message>> = {
  verified: message('signature verified'),
  'signed-unpinned': message('signed'),
  invalid: message('signature not accepted'),
  unsigned: message('not signed'),
  unknown: message('could not be checked'),
};

export const outcomeWords: Readonly<Record<SignatureCheck['outcome'], Message>> = {
  ok: message('ok'),
  failed: message('failed'),
  skipped: message('skipped'),
};

/** What a check is about, in plain words; one that is not here is called by its id. */
export const checkLabels: ReadonlyMap<string, Message> = new Map([
  ['format', message('Readable')],
  ['subject', message('Attached to this image')],
  ['payload-type', message('Kind of what was signed')],
  ['payload-digest', message('Digest that was signed')],
  ['docker-reference', message('Name that was signed')],
  ['certificate-usage', message('Certificate for signing code')],
  ['certificate-chain', message('Authority of the certificate')],
  ['signed-certificate-timestamp', message('Certificate in a public log')],
  ['transparency-log', message('Signature in a transparency log')],
  ['timestamp', message('Time of signing')],
  ['signature', message('Signature over the content')],
  ['expiry', message('Not expired')],
  ['revocation', message('Not revoked')],
  ['identity', message('Signer who is accepted')],
]);

/** How the signature is laid out. */
export const formatLabels: Readonly<Record<AttestationReport['format'], Message>> = {
  'cosign-legacy': message('Cosign, beside the image under a tag'),
  'sigstore-bundle': message('Sigstore bundle'),
  'notation-jws': message('Notation (JWS)'),
  'notation-cose': message('Notation (COSE)'),
  buildkit: message('BuildKit, in the index of the image'),
  'cosign-sbom': message('Cosign attachment'),
};

const predicates: readonly (readonly [RegExp, Message])[] = [
  [/^https:\/\/slsa\.dev\/provenance\/v0\.2$/, message('SLSA provenance v0.2')],
  [/^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d+)?$/, message('SLSA provenance v1')],
  [/^https:\/\/slsa\.dev\/verification_summary\/v[01](?:\.\d+)?$/, message('SLSA verification summary')],
  [/^https:\/\/spdx\.dev\/Document(?:\/v[\d.]{1,8})?$/, message('SBOM (SPDX)')],
  [/^https:\/\/cyclonedx\.org\/bom(?:\/v[\d.]{1,8})?$/, message('SBOM (CycloneDX)')],
  [/^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/, message('vulnerability scan')],
  [/^https:\/\/in-toto\.io\/attestation\/vulns\/v[\d.]{1,8}$/, message('vulnerability scan')],
  [/^https:\/\/(?:www\.)?openvex\.dev\/ns(?:\/v[\d.]{1,8})?$/, message('OpenVEX statement')],
  [/^https:\/\/apko\.dev\/image-configuration$/, message('apko image configuration')],
  [/^https:\/\/cosign\.sigstore\.dev\/attestation\/v1$/, message('custom statement')],
];

/** What is attested, where the type is a known one. */
export function predicateLabel(predicateType: string): Message | undefined {
  return predicates.find(([type]) => type.test(predicateType))?.[1];
}
