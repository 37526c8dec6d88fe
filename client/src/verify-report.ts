import type { VerifyCheck, VerifyReport } from '../../server/src/protocol';

/** `l10n.t`: the English text with `{0}`, and what fills it. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** Longer values are cut: a certificate may carry whatever somebody put there. */
const longest = 500;

/** One line of what somebody else wrote: control, invisible and direction characters cannot pretend to be ours. */
export function shown(text: string): string {
  const line = text.slice(0, longest * 2).replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '\u{FFFD}').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

/** The report as plain text, the verdict first. It is shown in a plain text editor, where nothing is a link or a command. */
export function renderReport(report: VerifyReport, t: Translate): string {
  return [
    `${verdictText(report.verdict, t)}`,
    '='.repeat(60),
    shown(report.reason),
    '',
    field(t('Image'), report.reference),
    field(t('Digest'), report.digest ?? t('not known')),
    '',
    ...signatureSections(report, t),
    ...attestationSection(report, t),
    t('Trust root'),
    field(`  ${t('Source')}`, report.trustRoot.source),
    field(`  ${t('Date')}`, report.trustRoot.date),
    field('  sha256', report.trustRoot.sha256),
    '',
    field(t('Checked at'), report.checkedAt),
    '',
  ].join('\n');
}

function verdictText(verdict: VerifyReport['verdict'], t: Translate): string {
  const texts: Record<VerifyReport['verdict'], string> = {
    verified: t('VERIFIED: signed by an identity that is expected'),
    'signed-unpinned': t('SIGNED: the signature is good, but nobody said who should sign this image'),
    invalid: t('INVALID: a signature is there, and it is wrong or by somebody else'),
    unsigned: t('NOT SIGNED: no signature was found'),
    'publisher-does-not-sign': t('NOT SIGNED: this publisher does not sign its images'),
    unknown: t('NOT CHECKED: this says nothing about the image'),
  };
  return texts[verdict];
}

function field(label: string, value: string): string {
  return `${label}: ${shown(value)}`;
}

function signatureSections({ signatures }: VerifyReport, t: Translate): string[] {
  if (signatures.length === 0) return [t('Signatures: none'), ''];
  return signatures.flatMap((signature, index) => [
    t('Signature {0} of {1}', index + 1, signatures.length),
    field(`  ${t('Signed by')}`, signature.identity ?? t('not known')),
    field(`  ${t('Vouched for by')}`, signature.issuer ?? t('not known')),
    field(`  ${t('Verdict')}`, signature.verdict),
    field(`  ${t('Format')}`, signature.format),
    ...signature.checks.map(check => checkLine(check, t)),
    '',
  ]);
}

function checkLine({ name, outcome, reason }: VerifyCheck, t: Translate): string {
  const outcomes = { ok: t('ok'), failed: t('FAILED'), skipped: t('skipped') };
  return `    [${outcomes[outcome]}] ${shown(name)}${reason === undefined ? '' : ` – ${shown(reason)}`}`;
}

function attestationSection({ attestations }: VerifyReport, t: Translate): string[] {
  if (attestations.length === 0) return [];
  const lines = attestations.map(({ predicateType, verdict }) => `  ${shown(predicateType)}: ${shown(verdict)}`);
  return [t('Attestations'), ...lines, ''];
}
