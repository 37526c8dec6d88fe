import { message, render, type Bundle, type Message } from '../../core/message';
import { formatReference, parseReference, type ImageReference } from '../../core/reference';
import type { TrustPolicy } from '../../core/policy';
import { trustRootAge } from '../../core/trust-root-age';
import type { TrustRootInfo, Verdict, VerificationReport } from '../../core/verification';
import { plainText } from '../../core/plain-text';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { evidence } from '../evidence';
import { UsageError, type ExitCode } from '../runtime';
import { absolute, sourceFiles } from '../workspace';

interface Question {
  readonly reference: ImageReference;
  readonly policy: TrustPolicy;
}

const exitCodes: Readonly<Record<Verdict, ExitCode>> = {
  verified: 0,
  'signed-unpinned': 1,
  unsigned: 1,
  'publisher-does-not-sign': 1,
  invalid: 1,
  unknown: 2,
};

/** Verifies who signed images: of the references given, or of every unique one below a path. */
export const verify: Command = {
  name: 'verify',
  async run(input) {
    const { runtime, args, policies, bundle } = input;
    const questions = await questionsOf(input);
    const floor = await policies.floor();
    let worst: ExitCode = 0;
    for (const { reference, policy } of questions) {
      const report = await runtime.service.verify(reference, policy, { consent: actionConsent(args), signal: runtime.signal });
      const { trustRoot, ...rest } = report;
      const json = { ...evidence(runtime, floor, trustRoot), ...toJson(rest) };
      runtime.out(args.format === 'json' ? `${JSON.stringify(json)}\n` : toText(report, bundle, runtime.clock.now()));
      worst = Math.max(worst, exitCodes[report.verdict]) as ExitCode;
    }
    return worst;
  },
};

async function questionsOf({ runtime, args, policies }: CommandInput): Promise<readonly Question[]> {
  if (args.operands.length === 0) throw new UsageError(message('verify needs an image reference or a path'));
  const questions = new Map<string, Question>();
  const add = (question: Question): void => void questions.set(formatReference(question.reference), question);
  for (const operand of args.operands) {
    if ((await runtime.files.kind(absolute(runtime, operand))) === 'missing') {
      const { policy } = await policies.of(runtime.workingDirectory);
      add({ reference: parseOrFail(operand), policy });
      continue;
    }
    for await (const { document, context } of sourceFiles(runtime, [operand], policies)) {
      for (const { reference } of document.uses) {
        const local = reference && context.localNames.has(`${reference.registry}/${reference.repository}`);
        if (reference && !local) add({ reference, policy: context.policy });
      }
    }
  }
  return [...questions.values()];
}

function parseOrFail(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new UsageError(message('neither a path nor an image reference: {0}', text));
  return result.reference;
}

type Json = Omit<VerificationReport, 'trustRoot'>;

function toJson({ reference, digest, verdict, reason, signatures, attestations }: Json): object {
  return {
    reference,
    digest: digest ?? null,
    verdict,
    reason: render(reason),
    signatures: signatures.map(({ format, verdict: own, identity, issuer, checks }) => ({
      format,
      verdict: own,
      identity: identity ?? null,
      issuer: issuer ?? null,
      checks: checks.map(({ name, outcome, reason: why }) => ({ name, outcome, reason: why ? render(why) : null })),
    })),
    attestations,
  };
}

const verdictWords: Readonly<Record<Verdict, Message>> = {
  verified: message('signature verified'),
  'signed-unpinned': message('signed, but nobody said who should sign'),
  invalid: message('signature not accepted'),
  unsigned: message('not signed'),
  'publisher-does-not-sign': message('the publisher does not sign its images'),
  unknown: message('could not be checked'),
};

const outcomeWords: Readonly<Record<'ok' | 'failed' | 'skipped', Message>> = {
  ok: message('ok'),
  failed: message('failed'),
  skipped: message('skipped'),
};

function toText(report: VerificationReport, bundle: Bundle, now: number): string {
  const lines = [report.reference];
  if (report.digest !== undefined) lines.push(`  ${report.digest}`);
  lines.push(`  ${render(verdictWords[report.verdict], bundle)}: ${plainText(render(report.reason, bundle))}`);
  for (const signature of report.signatures) {
    lines.push(`  ${signature.format}: ${render(verdictWords[signature.verdict], bundle)}`);
    if (signature.identity !== undefined) lines.push(`    ${render(message('identity: {0}', plainText(signature.identity)), bundle)}`);
    if (signature.issuer !== undefined) lines.push(`    ${render(message('issuer: {0}', plainText(signature.issuer)), bundle)}`);
    for (const { name, outcome, reason } of signature.checks) {
      lines.push(`    ${render(outcomeWords[outcome], bundle).padEnd(7)} ${name}${reason ? `: ${plainText(render(reason, bundle))}` : ''}`);
    }
  }
  lines.push(...trustRootLines(report.trustRoot, now).map(line => `  ${plainText(render(line, bundle))}`));
  return `${lines.join('\n')}\n`;
}

function trustRootLines(info: TrustRootInfo, now: number): readonly Message[] {
  const { source, date, refreshed, note } = info;
  const age = trustRootAge(info, now) ?? '?';
  const line = refreshed === undefined
    ? message('trust root: {0}, {1} (age in days: {2})', source, date, age)
    : message('trust root: {0}, {1}, confirmed {2} (age in days: {3})', source, date, refreshed.slice(0, 10), age);
  return note ? [line, note] : [line];
}
