import { compareSeverity, type Finding, type Severity } from '../../core/finding';
import { message, render, type Bundle, type Message } from '../../core/message';
import { formatReference } from '../../core/reference';
import type { TrustRootInfo } from '../../core/verification';
import type { CheckResult, Suppressed } from '../../service/image-service';
import { NeededIgnores } from '../../service/needed-ignores';
import { checkRequiredSignatures } from '../../service/required-signatures';
import type { CliArguments } from '../arguments';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { evidence } from '../evidence';
import { checkPolicyFiles } from '../policy-entries';
import { createPlaces, type Place } from '../position';
import { printConfig } from '../print-config';
import type { ExitCode } from '../runtime';
import { shownPath } from '../paths';
import { sourceFiles, type SourceFile } from '../source-files';
import { Walk } from '../workspace';

interface FindingRow extends Place {
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly reference: string;
}

interface Report {
  readonly findings: { readonly row: FindingRow; readonly finding: Finding }[];
  readonly suppressed: { readonly row: FindingRow; readonly by: string; readonly reason: string | null; readonly expires: string | null }[];
  files: number;
  images: number;
  /** References that something should have been looked up about, and was not. */
  unknown: number;
  /** A required signature that could not be checked. */
  readonly uncheckable: Message[];
  trustRoot?: TrustRootInfo;
}

/** Judges every image reference by the trust policy. */
export const check: Command = {
  name: 'check',
  async run(input) {
    if (input.args.printConfig !== undefined) return printConfig(input, input.args.printConfig);
    await input.runtime.service.ready();
    const report: Report = { findings: [], suppressed: [], files: 0, images: 0, unknown: 0, uncheckable: [] };
    const walk = new Walk();
    const needed = new NeededIgnores();
    for await (const file of sourceFiles(input.runtime, input.args.operands, input.policies, { walk })) {
      if (file.document.onlyShown) continue;
      await addFile(report, file, input);
      needed.add(input.runtime.service.ignoresNeededBy(file.document, file.context));
    }
    for (const policy of await checkPolicyFiles(needed, walk, input)) addResult(report, policy, { shown: shownPath(input.runtime, policy.path), text: policy.text });
    const summary = summarise(report);
    if (input.args.format === 'json') await writeJson(report, summary, input);
    else writeText(report, summary, input);
    return exitCode(report, input.args);
  },
};

async function addFile(report: Report, file: SourceFile, { runtime, args }: CommandInput): Promise<void> {
  const required = await checkRequiredSignatures(file.document, file.context, runtime.service, {
    consent: await actionConsent(args, runtime),
    signal: runtime.signal,
  });
  addResult(report, runtime.service.check(file.document, file.context), { shown: file.shown, text: file.document.text });
  report.files += 1;
  report.images += file.document.uses.length;
  // What was only scanned may name more images than were seen.
  report.unknown += required.unknown.length + (file.document.limited ? 1 : 0);
  report.uncheckable.push(...required.unknown.map(({ reference, reason }) => message('{0}: {1}', reference, reason)));
  if (required.trustRoot) report.trustRoot = required.trustRoot;
}

function addResult(report: Report, { findings, suppressed }: CheckResult, { shown, text }: { readonly shown: string; readonly text: string }): void {
  const placeOf = createPlaces(text);
  const toRow = (finding: Finding): FindingRow => rowOf(finding, shown, placeOf(finding.range));
  for (const finding of findings) report.findings.push({ row: toRow(finding), finding });
  for (const entry of suppressed) report.suppressed.push({ row: toRow(entry.finding), ...by(entry) });
}

function by({ by: source, reason, expires }: Suppressed) {
  return { by: source, reason: reason ?? null, expires: expires ?? null };
}

function rowOf(finding: Finding, file: string, place: Place): FindingRow {
  const { reference, raw } = finding.use;
  return {
    file,
    ...place,
    rule: finding.rule,
    severity: finding.severity,
    message: render(finding.message),
    reference: reference ? formatReference(reference) : raw,
  };
}

function summarise({ files, images, unknown, findings, suppressed }: Report) {
  const count = (severity: Severity) => findings.filter(({ finding }) => finding.severity === severity).length;
  return {
    files,
    images,
    unknown,
    suppressed: suppressed.length,
    error: count('error'),
    warning: count('warning'),
    information: count('information'),
  };
}

type Summary = ReturnType<typeof summarise>;

async function writeJson(report: Report, summary: Summary, { runtime, policies }: CommandInput): Promise<void> {
  const json = {
    ...evidence(runtime, await policies.floor(), report.trustRoot),
    findings: report.findings.map(({ row }) => row),
    suppressed: report.suppressed.map(({ row, ...rest }) => ({ finding: row, ...rest })),
    summary,
  };
  runtime.out(`${JSON.stringify(json, null, 2)}\n`);
}

const colors: Readonly<Record<Severity, string>> = { error: '\u001b[31m', warning: '\u001b[33m', information: '\u001b[36m' };

const severityWords: Readonly<Record<Severity, Message>> = {
  error: message('error'),
  warning: message('warning'),
  information: message('information'),
};

function writeText(report: Report, summary: Summary, { runtime, bundle }: CommandInput): void {
  let file = '';
  for (const { row, finding } of report.findings) {
    if (row.file !== file) runtime.out(`${file === '' ? '' : '\n'}${row.file}\n`);
    file = row.file;
    const severity = paint(render(severityWords[row.severity], bundle), colors[row.severity], runtime.terminal.colors);
    runtime.out(`  ${row.line}:${row.column}  ${severity}  ${render(finding.message, bundle)}  ${row.rule}\n`);
  }
  for (const reason of report.uncheckable) runtime.err(`${render(reason, bundle)}\n`);
  runtime.out(`${file === '' ? '' : '\n'}${summaryLine(summary, bundle)}\n`);
}

function summaryLine({ files, images, error, warning, information }: Summary, bundle: Bundle): string {
  return render(
    message('{0} files, {1} images: {2} errors, {3} warnings, {4} notes', files, images, error, warning, information),
    bundle,
  );
}

function paint(text: string, color: string, enabled: boolean): string {
  return enabled ? `${color}${text}\u001b[0m` : text;
}

/** A required signature that could not be checked is no clean run, whatever the flags say. */
function exitCode({ findings, uncheckable, unknown }: Report, { failOn, onUnknown }: CliArguments): ExitCode {
  if (uncheckable.length > 0) return 2;
  if (onUnknown === 'fail' && unknown > 0) return 1;
  if (failOn === 'none') return 0;
  return findings.some(({ finding }) => compareSeverity(finding.severity, failOn) >= 0) ? 1 : 0;
}
