import type { Consent } from '../core/consent';
import type { CliArguments } from './arguments';
import type { CliRuntime } from './runtime';

/**
 * Running a command is consent for the hosts that its own input names; a login is consent for its registry, and the machine's own
 * files may name hosts that these lead to.
 */
export async function actionConsent({ offline }: CliArguments, { logins, machine }: Pick<CliRuntime, 'logins' | 'machine'>): Promise<Consent> {
  const allowedHosts = offline ? [] : [...(machine.keys.allowedHosts ?? []), ...(await logins.registries())];
  return { offline, trusted: true, purpose: 'action', allowedHosts };
}
