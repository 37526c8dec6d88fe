import { notifications, requests, type RegistryLoginRequest } from '../protocol';
import type { Edge } from './edge';

const mostRegistries = 500;

/** Logins that the client keeps: it is asked for each when a registry wants it, and says when they change. */
export function followLogins({ connection, session, runtime, checking, guard }: Edge): void {
  runtime.useLogins({
    ownEnvironment: false,
    get folders() {
      return session.folders;
    },
    get registries() {
      return session.storedLogins.registries;
    },
    get turn() {
      return session.storedLogins.turn;
    },
    ask: (registry, key) => connection.sendRequest(requests.registryLogin, { registry, key } satisfies RegistryLoginRequest),
  });
  connection.onNotification(notifications.loginsChanged, guard.notification('logins', (params: { registries?: unknown }) => {
    const all: readonly unknown[] = Array.isArray(params.registries) ? params.registries : [];
    const registries = all.filter(registry => typeof registry === 'string').slice(0, mostRegistries);
    const { turn, registries: before } = session.storedLogins;
    session.storedLogins = { registries, turn: turn + 1 };
    if (registries.length > 0 || before.length > 0) checking.recheckAll();
  }));
}
