import type { CancelSignal } from './ports';

/** What a registry is shown in somebody's name. Never logged, cached on disk, or put into an error. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, exchanged at the registry's token service (distribution, "Token Authentication with OAuth2"). */
  | { readonly kind: 'identity-token'; readonly token: string }
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
}
