import type { Consent } from '../core/consent';
import type { CliArguments } from './arguments';
import type { CliRuntime } from './runtime';

/** Running a command is consent for the hosts that its own input names; a login is consent for its registry. */
export async function actionConsent({ offline }: CliArguments, { logins }: Pick<CliRuntime, 'logins'>): Promise<Consent> {
  return { offline, trusted: true, purpose: 'action', allowedHosts: offline ? [] : await logins.registries() };
}
