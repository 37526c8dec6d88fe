import type { Consent } from '../core/consent';
import type { MachineSettings } from '../service/machine-settings';
import type { CliArguments } from './arguments';

/** Running a command is consent for the hosts that its own input names; the machine's own files may name others that these lead to. */
export function actionConsent({ offline }: CliArguments, { keys }: MachineSettings): Consent {
  return { offline, trusted: true, purpose: 'action', allowedHosts: keys.allowedHosts ?? [] };
}
