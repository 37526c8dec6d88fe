import { trustRootAge } from '../../server/src/core/trust-root-age';
import type { VerifyCheck, VerifyReport } from '../../server/src/protocol';

/** The part of vscode's `l10n` that is needed: the English text with `{0}`, and what fills it. */
export interface Translations {
  t(text: string, ...values: (string | number)[]): string;
}

/** Longer values are cut: a certificate may carry whatever somebody put there. */
const longest = 500;

/** One line of what somebody else wrote: control, invisible and direction characters cannot pretend to be ours. */
export function shown(text: string): string {
  const line = text.slice(0, longest * 2).replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '\u{FFFD}').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

/** The report as plain text, the verdict first. It is shown in a plain text editor, where nothing is a link or a command. */
export function renderReport(report: VerifyReport, l10n: Translations): string {
  return [
    `${verdictText(report.verdict, l10n)}`,
    '='.repeat(60),
    shown(report.reason),
    '',
    field(l10n.t('Image'), report.reference),
    field(l10n.t('Digest'), report.digest ?? l10n.t('not known')),
    '',
    ...signatureSections(report, l10n),
    ...attestationSection(report, l10n),
    ...trustRootSection(report, l10n),
    field(l10n.t('Checked at'), report.checkedAt),
    '',
  ].join('\n');
}

function verdictText(verdict: VerifyReport['verdict'], l10n: Translations): string {
  const texts: Record<VerifyReport['verdict'], string> = {
    verified: l10n.t('VERIFIED: signed by an identity that is expected'),
    'signed-unpinned': l10n.t('SIGNED: the signature is good, but nobody said who should sign this image'),
    invalid: l10n.t('INVALID: a signature is there, and it is wrong or by somebody else'),
    unsigned: l10n.t('NOT SIGNED: no signature was found'),
    'publisher-does-not-sign': l10n.t('NOT SIGNED: this publisher does not sign its images'),
    unknown: l10n.t('NOT CHECKED: this says nothing about the image'),
  };
  return texts[verdict];
}

/** The verdict about one signature. */
function verdictWord(verdict: string, l10n: Translations): string {
  const words = new Map([
    ['verified', l10n.t('signature verified')],
    ['signed-unpinned', l10n.t('signed, but nobody said who should sign')],
    ['invalid', l10n.t('signature not accepted')],
    ['unknown', l10n.t('could not be checked')],
  ]);
  return words.get(verdict) ?? verdict;
}

function field(label: string, value: string): string {
  return `${label}: ${shown(value)}`;
}

function signatureSections({ signatures }: VerifyReport, l10n: Translations): string[] {
  if (signatures.length === 0) return [l10n.t('Signatures: none'), ''];
  return signatures.flatMap((signature, index) => [
    l10n.t('Signature {0} of {1}', index + 1, signatures.length),
    field(`  ${l10n.t('Signed by')}`, signature.identity ?? l10n.t('not known')),
    field(`  ${l10n.t('Vouched for by')}`, signature.issuer ?? l10n.t('not known')),
    field(`  ${l10n.t('Verdict')}`, verdictWord(signature.verdict, l10n)),
    field(`  ${l10n.t('Format')}`, signature.format),
    ...signature.checks.map(check => checkLine(check, l10n)),
    '',
  ]);
}

function checkLine({ name, outcome, reason }: VerifyCheck, l10n: Translations): string {
  const outcomes = { ok: l10n.t('ok'), failed: l10n.t('FAILED'), skipped: l10n.t('skipped') };
  return `    [${outcomes[outcome]}] ${shown(name)}${reason === undefined ? '' : ` – ${shown(reason)}`}`;
}

function attestationSection({ attestations }: VerifyReport, l10n: Translations): string[] {
  if (attestations.length === 0) return [];
  // Who attests need not be who signs, so nobody is missed here.
  const word = (verdict: string) => (verdict === 'signed-unpinned' ? l10n.t('signed') : verdictWord(verdict, l10n));
  const lines = attestations.map(({ predicateType, verdict }) => `  ${shown(predicateType)}: ${shown(word(verdict))}`);
  return [l10n.t('Attestations'), ...lines, ''];
}

function trustRootSection({ trustRoot, checkedAt }: VerifyReport, l10n: Translations): string[] {
  const { source, date, sha256, refreshed, note } = trustRoot;
  const age = trustRootAge(trustRoot, Date.parse(checkedAt));
  return [
    l10n.t('Trust root'),
    field(`  ${l10n.t('Source')}`, source),
    field(`  ${l10n.t('Date')}`, date),
    ...(refreshed === undefined ? [] : [field(`  ${l10n.t('Confirmed')}`, refreshed)]),
    ...(age === undefined ? [] : [field(`  ${l10n.t('Age in days')}`, String(age))]),
    field('  sha256', sha256),
    ...(note === undefined ? [] : [`  ${shown(note)}`]),
    '',
  ];
}
