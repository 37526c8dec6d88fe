import type { CheckLoginAnswer, CheckLoginRequest } from '../../protocol';
import type { EdgeParts } from '../edge-parts';

/** Somebody signed in, which is consent for the registry. */
export async function checkLogin(request: CheckLoginRequest, { contexts, runtime, session }: EdgeParts, signal: AbortSignal): Promise<CheckLoginAnswer> {
  const consent = await contexts.consent(await contexts.of(''), 'action');
  const checked = await runtime.checkLogin(String(request.registry), { consent, signal });
  return checked.ok ? checked : { ok: false, refused: checked.refused, reason: session.say(checked.reason) };
}
