import { env, l10n } from 'vscode';
import type { TrustRequest } from '../../../server/src/protocol';
import type { Extension } from '../types';

/** Puts a request for whoever keeps the trust list on the clipboard, and says who that is. */
export async function requestTrust({ notices }: Extension, argument: unknown): Promise<void> {
  if (!isTrustRequest(argument)) return;
  await env.clipboard.writeText(argument.text);
  if (argument.contact === undefined) notices.done(l10n.t('The request was copied'));
  else notices.told(l10n.t('The request was copied. Whom to ask: {0}', argument.contact));
}

function isTrustRequest(value: unknown): value is TrustRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { text, contact } = value as Partial<Record<keyof TrustRequest, unknown>>;
  return typeof text === 'string' && (contact === undefined || typeof contact === 'string');
}
