import type { Message } from './message';
import type { CancelSignal } from './ports';

/** What a registry is shown in somebody's name. Never logged, cached on disk, or put into an error. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, exchanged at the registry's token service (distribution, "Token Authentication with OAuth2"). */
  | { readonly kind: 'identity-token'; readonly token: string; readonly username?: string }
  /** A bearer token that the registry takes as it is. */
  | { readonly kind: 'registry-token'; readonly token: string };

export interface Login {
  readonly credential: Credential;
  /** Tells it from other logins, and nothing about the secret: what was answered to one is never shown to another. */
  readonly id: string;
}

/** The logins that a person has. Rejects for nothing: what cannot be had is no login. */
export interface LoginPort {
  /**
   * The login for a registry (`host` or `host:port`, Docker Hub as `docker.io`), matched exactly; `repository` where logins
   * are for a part of a registry. May run a program of the person's own, once for several askers.
   */
  of(registry: string, repository: string, signal?: CancelSignal): Promise<Login | undefined>;
  /** The registries that there is a login for, as far as that is known without running anything. */
  registries(): Promise<readonly string[]>;
  /** A login that the registry did not accept: it is had anew the next time. */
  rejected(registry: string, login: Login): void;
  /**
   * Whose answers those to this login are, had without running anything; '' for nobody's. The same from session to session, and
   * good to be kept on disk: nothing leads from it to the secret. Another login of the same program has the same one.
   */
  idOf(registry: string, repository: string): Promise<string>;
}

export const noLogins: LoginPort = {
  of: () => Promise.resolve(undefined),
  registries: () => Promise.resolve([]),
  rejected: () => undefined,
  idOf: () => Promise.resolve(''),
};

/** Whether a registry takes the login that there is for it; `refused` by itself, and not because it could not be asked. */
export type LoginCheck = { readonly ok: true } | { readonly ok: false; readonly refused: boolean; readonly reason: Message };

/** What an edge says of logins; asked anew each time. */
export interface LoginEdge {
  /** Absolute paths of what is worked in: no program in there is run, and the environment names no file in there. */
  readonly folders: readonly string[];
  /** Whoever set the environment of this process meant this very run, so that it may name files in `folders` all the same. */
  readonly ownEnvironment: boolean;
  /** Registries that the editor keeps a login for. */
  readonly registries: readonly string[];
  /** Grows whenever one of those may have changed. */
  readonly turn: number;
  /** Asks the editor for such a login, sealed with `key`. */
  ask(registry: string, key: string): Promise<unknown>;
}

export const noEdge: LoginEdge = { folders: [], ownEnvironment: false, registries: [], turn: 0, ask: () => Promise.resolve(undefined) };
