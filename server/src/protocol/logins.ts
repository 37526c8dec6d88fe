// Logins that the client keeps.

export interface LoginsChanged {
  /** The registries that the client keeps a login for: `host` or `host:port`, Docker Hub as `docker.io`. */
  readonly registries: readonly string[];
}

export interface RegistryLoginRequest {
  readonly registry: string;
  /** Public key of the server (P-256, base64) that the login is sealed with. */
  readonly key: string;
}

/** What is sealed. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

export interface CheckLoginRequest {
  readonly registry: string;
}

export type CheckLoginAnswer =
  | { readonly ok: true }
  /** In the user's language; `refused`: by the registry, not because it could not be asked. */
  | { readonly ok: false; readonly refused: boolean; readonly reason: string };
