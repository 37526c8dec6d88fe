/** What answers in a registry's place, as the machine or the person at it says. */

/** One image, on one mirror of its registry. */
export interface Mirror {
  /** `host` or `host:port`: credentials, if any, are those of this very host. */
  readonly host: string;
  /** Of the image there, below the mirror's own path. */
  readonly repository: string;
  /** Whether it may say what a tag stands for. */
  readonly tags: boolean;
  /** Whether it may be asked for what is named by its digest. */
  readonly digests: boolean;
}

export interface Substitutes {
  /** The machine's registries.conf forbids the image: neither its registry nor a mirror is contacted. */
  readonly blocked: boolean;
  /** The first one first. */
  readonly mirrors: readonly Mirror[];
}

/** Absolute paths of the files in which a machine tells its container tools about mirrors. */
export interface MirrorFiles {
  /** Docker's: every one that is there counts. */
  readonly dockerDaemons: readonly string[];
  /** Of Podman and its relatives: the first one that is there counts. */
  readonly registriesConf: readonly string[];
  /** Folders of further ones: a later file overrides an earlier one. */
  readonly registriesConfFolders: readonly string[];
  /** Folders in which containerd has one for each registry. */
  readonly containerdHosts: readonly string[];
}

export const noSubstitutes: Substitutes = { blocked: false, mirrors: [] };
