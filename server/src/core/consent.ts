/** What may be asked of the network on somebody's behalf (contract, section 2). */
export interface Consent {
  /** The user switched all look-ups off: nothing is contacted, for whatever purpose. */
  readonly offline: boolean;
  /** In an untrusted workspace nothing is contacted, for whatever purpose: trusting it is one click away. */
  readonly trusted: boolean;
  /**
   * `background`: opening a file, saving, listing actions: public registries and allowed hosts only.
   * `action`: a fix was clicked or a command run, which is consent for the host that it names, in that action.
   */
  readonly purpose: 'background' | 'action';
  /** Hosts (`host` or `host:port`) that the user's own settings, logins or this window's choices name. */
  readonly allowedHosts: readonly string[];
}
