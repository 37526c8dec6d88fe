import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { visibleLine } from '../core/plain-text';
import type { TrustPolicy } from '../core/policy';
import { fullName, type ImageReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import { equalCommands } from '../service/report/equal-command';
import { mostSteps, nextSteps, type NextStep } from '../service/report/next-steps';
import { reportPage } from '../service/report/page';
import { reportText } from '../service/report/text';
import { requestOrNobody } from '../service/signer-requests';
import type { CliRuntime } from './runtime';

/** An image, and the policy that says who may sign it. */
export interface Question {
  readonly reference: ImageReference;
  readonly policy: TrustPolicy;
}

/** A verification as people read it, and what to do next. */
export async function verificationText(report: VerificationReport, question: Question, runtime: CliRuntime): Promise<string> {
  const { say } = runtime;
  const { reference, policy } = question;
  const request = requestOrNobody(await runtime.service.verificationRequest(reference, policy), reference);
  const page = reportPage({ report, request, now: runtime.clock.now(), say });
  return reportText(page, {
    colors: runtime.terminal.colors,
    next: { title: say(message('What to do next')), steps: await stepsOf(report, question, runtime) },
    equal: { title: say(message('The same with other tools')), commands: equalCommands(report, request) },
  });
}

async function stepsOf(report: VerificationReport, { reference, policy }: Question, runtime: CliRuntime): Promise<readonly string[]> {
  if (report.verdict === 'verified') return [];
  await runtime.service.ready();
  const { facts } = runtime.service.explain(reference, { policy, path: '', localNames: new Set() });
  const own = valueOf(facts.publisher);
  const alternatives = (valueOf(facts.alternatives) ?? []).filter(({ publisher }) => own?.kind !== 'known' || own.id !== publisher);
  const steps = nextSteps({ report, alternatives }).flatMap(step => stepText(step, { reference, policy }, runtime));
  return steps.slice(0, mostSteps).map(visibleLine);
}

/** What a terminal can help with; the rest is for the editor. */
function stepText(step: NextStep, { reference, policy }: Question, { say }: CliRuntime): string[] {
  if (step.kind === 'alternative') return [say(step.title)];
  if (step.kind === 'sign-in') return [say(message('Sign in: {0}', `docker login ${step.host}`))];
  if (step.kind !== 'name-signer' || policy.locked.includes('signatures')) return [];
  const { issuer, identity } = step.signer;
  const entry = JSON.stringify({ images: fullName(reference), keyless: { issuer, identity } });
  return [say(message('To accept this signer, add to signatures in .plimsoll.yaml: {0}', entry))];
}
