import { ConfigurationTarget, workspace } from 'vscode';
import { notifications, type AllowHost } from '../../../server/src/protocol';
import type { Extension } from '../types';

/** Host and port, as a reference spells them. */
const hostPattern = /^[A-Za-z0-9.[\]:-]{1,255}$/;

export async function lookUpHost({ client }: Extension, argument: unknown): Promise<void> {
  if (isAllowHost(argument)) await client.sendNotification(notifications.allowHost, { host: argument.host });
}

/** Writes the user's own settings, which no workspace can. */
export async function alwaysLookUpHost(argument: unknown): Promise<void> {
  if (!isAllowHost(argument)) return;
  const configuration = workspace.getConfiguration('plimsoll');
  const hosts = configuration.inspect<string[]>('allowedHosts')?.globalValue ?? [];
  if (hosts.includes(argument.host)) return;
  await configuration.update('allowedHosts', [...hosts, argument.host], ConfigurationTarget.Global);
}

function isAllowHost(value: unknown): value is AllowHost {
  if (typeof value !== 'object' || value === null || !('host' in value)) return false;
  return typeof value.host === 'string' && hostPattern.test(value.host);
}
