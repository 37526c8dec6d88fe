/** A registry that the background leaves alone for now. */
export interface HostTrouble {
  /** As references name it. */
  readonly host: string;
  readonly reason: 'rate-limited' | 'unreachable';
  /** Milliseconds since 1970: when it is asked again. */
  readonly until: number;
}

/** What is known, without asking anybody, of the registries that were asked. */
export interface KnownHosts {
  /** `registry`: as references name it. */
  trouble(registry: string): HostTrouble | undefined;
}
