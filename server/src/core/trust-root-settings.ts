/** Whom a machine believes for signatures, as far as it says so itself; '' for what it does not say. */
export interface TrustRootSettings {
  /** Absolute path of a trusted_root.json that is believed as it stands. */
  readonly trustedRoot: string;
  /** URL of a TUF repository that is asked instead of the public one. */
  readonly tufMirror: string;
  /** Absolute path of that repository's root.json, unless it is a copy of the public one. */
  readonly tufRoot: string;
}

export const shippedTrustRoot: TrustRootSettings = { trustedRoot: '', tufMirror: '', tufRoot: '' };

/**
 * The three answer one question, so who answers it answers it whole: where `keys` has any of them, it says nothing about
 * the others, and what somebody below says of them does not count.
 */
export function trustRootSettings(keys: Partial<TrustRootSettings>, below: Partial<TrustRootSettings>): TrustRootSettings {
  const said = [keys.trustedRoot, keys.tufMirror, keys.tufRoot].some(value => value !== undefined) ? keys : below;
  return { trustedRoot: said.trustedRoot ?? '', tufMirror: said.tufMirror ?? '', tufRoot: said.tufRoot ?? '' };
}
