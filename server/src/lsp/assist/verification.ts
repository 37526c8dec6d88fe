import { message } from '../../core/message';
import { defaultPolicy } from '../../core/policy';
import { formatReference, parseReference } from '../../core/reference';
import type { VerificationReport } from '../../core/verification';
import type { VerifyAnswer, VerifyReport, VerifyRequest } from '../../protocol';
import { equalCommands } from '../../service/report/equal-command';
import { verificationJson, type PolicyEvidence } from '../../service/report/json';
import { reportPage } from '../../service/report/page';
import { reportText } from '../../service/report/text';
import { requestOrNobody } from '../../service/signer-requests';
import type { EdgeParts } from '../edge-parts';
import { limitStatus } from '../limits';
import { verifySteps, type Verified } from './verify-steps';

/** Checks who signed an image. The command was run, which is consent for the host that the reference names. */
export async function verify(request: VerifyRequest, parts: EdgeParts, signal: AbortSignal): Promise<VerifyAnswer> {
  const { contexts, runtime, session } = parts;
  const parsed = parseReference(String(request.reference).trim());
  if (!parsed.ok) return { ok: false, reason: session.say(message('This is not an image reference')) };
  const situation = await contexts.of(request.uri ?? '');
  const consent = await contexts.consent(situation, 'action');
  if (situation.limit) return { ok: false, reason: session.say(limitStatus[situation.limit]) };
  if (consent.offline) return { ok: false, reason: session.say(message('No look-ups: offline')) };
  const policy = request.uri === undefined ? defaultPolicy : situation.context.policy;
  const report = await runtime.service.verify(parsed.reference, policy, { consent, signal, depth: 'everything' });
  return { ok: true, report: await answered(report, { request, reference: parsed.reference, report, situation }, parts) };
}

async function answered(report: VerificationReport, verified: Verified, parts: EdgeParts): Promise<VerifyReport> {
  const { runtime, session } = parts;
  const { reference, situation, request: { uri } } = verified;
  const policy = uri === undefined ? defaultPolicy : situation.context.policy;
  const request = requestOrNobody(await runtime.service.verificationRequest(reference, policy), reference);
  const now = runtime.clock.now();
  const commands = equalCommands(report, request);
  const page = reportPage({ report, request, now, say: text => session.say(text) });
  const equal = { title: session.say(message('The same with other tools')), commands };
  const occasion = { version: runtime.version, now, policy: uri === undefined ? null : await floorOf(verified, parts) };
  return {
    page,
    text: reportText(page, { colors: false, equal }),
    json: JSON.stringify(verificationJson(report, occasion), null, 2),
    commands,
    steps: await verifySteps(verified, parts),
    ...(uri === undefined ? {} : { uri }),
    reference: formatReference(reference),
  };
}

/** The policy file at the root, as the command line names it. */
async function floorOf({ situation }: Verified, { policies, runtime }: EdgeParts): Promise<PolicyEvidence | null> {
  const file = situation.context.trustList?.file;
  const text = file === undefined ? undefined : await policies.readText(file);
  if (file === undefined || text === undefined) return null;
  return { path: file.slice(file.lastIndexOf('/') + 1), sha256: runtime.hash.hex('sha256', new TextEncoder().encode(text)) };
}
