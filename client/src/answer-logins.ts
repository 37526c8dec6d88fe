import type { Disposable } from 'vscode';
import { notifications, requests, type LoginsChanged, type RegistryLoginRequest } from '../../server/src/protocol';
import { State } from './client-values';
import { registryOf } from './logins';
import type { Extension } from './types';

type Parts = Pick<Extension, 'client' | 'logins'>;

/** Answers the server when a registry wants a login, and tells it when the logins change. */
export function answerLogins({ client, logins }: Parts, isTrusted: () => boolean): Disposable[] {
  return [
    client.onRequest(requests.registryLogin, async (params: Partial<RegistryLoginRequest> | undefined): Promise<string | null> => {
      const { registry, key } = params ?? {};
      if (!isTrusted() || typeof registry !== 'string' || typeof key !== 'string' || registryOf(registry) !== registry) return null;
      const login = await logins.of(registry);
      return login ? (await import('./sealing')).seal(login, key) : null;
    }),
    logins.onDidChange(() => void tellLogins({ client, logins })),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) void tellLogins({ client, logins });
    }),
  ];
}

export async function tellLogins({ client, logins }: Parts): Promise<void> {
  const params: LoginsChanged = { registries: await logins.registries() };
  if (client.state === State.Running) await client.sendNotification(notifications.loginsChanged, params);
}
