import { l10n } from 'vscode';
import { requests } from '../../../server/src/protocol';
import type { Extension } from '../types';

/** Forgets what registries answered: images that are in sight are looked up anew. */
export async function clearCache({ client, notices }: Extension): Promise<void> {
  const cleared = await client.sendRequest<boolean>(requests.clearCache);
  if (cleared) notices.done(l10n.t('What registries answered is forgotten'));
  else notices.failed(l10n.t('What registries answered could not be deleted from the disk'));
}
