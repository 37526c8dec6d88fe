// How a session starts.

/** What our own client sends in `initializationOptions`; other clients send nothing, and get less. */
export interface InitializationOptions {
  readonly isTrusted?: boolean;
  /** Translations by English template. */
  readonly bundle?: Readonly<Record<string, string>>;
  /** The client registers `commands`: without them no command is offered. */
  readonly commands?: boolean;
  /** The client answers `plimsoll/fetch`. */
  readonly fetches?: boolean;
  /** Absolute path of a folder where the server may keep what it can get again. */
  readonly storage?: string;
}

/** The first message from a server that is a worker of a browser: from now on it hears those of the protocol. */
export const workerReady = 'plimsoll/ready';

/** The first message to such a server. */
export interface WorkerBeginning {
  /** URL of the folder of the bundles, with a slash at its end. */
  readonly bundles: string;
}
