import type { Severity } from './finding';
import type { NamedKey, NamedKeyless, NamedNotation } from './named-signer';

/** Who must have signed, for the images that `images` matches. Several signers of one entry are alternatives. */
export interface SignatureRequirement {
  /** Pattern over normalised references. */
  readonly images: string;
  readonly keyless?: NamedKeyless;
  readonly key?: NamedKey;
  readonly notation?: NamedNotation;
  /** What it says was not wholly understood: it names somebody, and accepts nobody. */
  readonly nobody?: true;
  readonly required: boolean;
  /**
   * What the signer that is named here does to those named elsewhere for the same image. Absent: replaces them.
   * `narrows`: only those whom both name are accepted. `fixed`: the machine's word, which others can only narrow.
   */
  readonly effect?: 'narrows' | 'fixed';
  /** The file that says so: entries of one file are alternatives. */
  readonly source?: string;
}

export interface IgnoreEntry {
  readonly rule: string;
  readonly image?: string;
  readonly path?: string;
  readonly reason?: string;
  /** A day, `YYYY-MM-DD`: the entry hides nothing after it. */
  readonly expires?: string;
}

/** Parts of the policy that a root file can lock. */
export type Lock = 'trust' | 'rules' | 'signatures';

/** What the user, the team and the machine accept, merged (contract, section 3). */
export interface TrustPolicy {
  readonly trust: {
    /** Publisher ids; undefined when no list was given. */
    readonly publishers?: readonly string[];
    readonly references: readonly string[];
    readonly strict: boolean;
  };
  /** What the user or team set for a rule; a rule that is absent has its default. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly ignore: readonly IgnoreEntry[];
  /** Format ids that are switched off. */
  readonly disabledFormats: readonly string[];
  readonly signatures: readonly SignatureRequirement[];
  /** `registry/path` of a proxy cache -> the registry that it stands for. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Ignore comments count only when true. */
  readonly inlineIgnores: boolean;
  readonly locked: readonly Lock[];
  /** Rules that the machine's own file sets: nothing softens or hides them. */
  readonly fixedRules?: readonly string[];
  /** Whom to ask where the policy is locked. */
  readonly contact?: string;
}

export const defaultPolicy: TrustPolicy = {
  trust: { references: [], strict: false },
  rules: {},
  ignore: [],
  disabledFormats: [],
  signatures: [],
  upstreams: {},
  inlineIgnores: true,
  locked: [],
};
