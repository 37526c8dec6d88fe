import type { Consent } from '../core/consent';
import type { CliArguments } from './arguments';

/** Running a command is consent for the hosts that its own input names. */
export function actionConsent({ offline }: CliArguments): Consent {
  return { offline, trusted: true, purpose: 'action', allowedHosts: [] };
}
