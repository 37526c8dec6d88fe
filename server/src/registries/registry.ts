import type { ImageReference } from '../core/reference';

/** How a registry differs from the specification, or from others: only what some code reads. */
export interface Quirks {
  /** Other hosts that may be given this registry's login: its own token service. */
  readonly tokenHosts: readonly string[];
  /** A token that it gives to everybody is good for every repository that everybody may see. */
  readonly tokensAlike: boolean;
  /** The order of its list of tags, where that can be relied on. */
  readonly tagOrder: 'lexical' | 'oldest-first' | undefined;
  /** An API of its own that lists the newest tags first, and needs no login. */
  readonly tagApi: 'docker-hub' | 'quay' | undefined;
  /** The most tags that may be asked for at once: some registries refuse more. */
  readonly tagPage: number;
  /** The error codes by which it says of an image that it is not there. */
  readonly missingCodes: readonly string[];
  /** It says that an image is not there to those who may not see it. */
  readonly hidesImages: boolean;
  /** `proxy/node` may be had as `proxy/library/node` only. */
  readonly wantsLibrary: boolean;
}

/** A registry that is known by its host. One file and one line in `index.ts` each. */
export interface Registry extends Partial<Quirks> {
  readonly id: string;
  readonly title: string;
  /** Hosts as references name them, matched exactly, or `*.suffix` for one or more leading labels. */
  readonly hosts: readonly string[];
  /** Hosts that are somebody's own: the whole of the host, which leaves no room for a port. */
  readonly hostPattern?: RegExp;
  /** Where the distribution API answers, when that is not the host of the reference. */
  readonly apiHost?: string;
  /** The page that a person would read about the image. */
  webPage(reference: ImageReference): string | undefined;
}

/** What tells software apart that runs under any name. */
export interface Behaviour {
  /** Of an answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly errorCodes: readonly string[];
}

/** Software for registries of one's own, known by how it answers: that says nothing of who may be given a login. */
export interface RegistrySoftware extends Partial<Omit<Quirks, 'tokenHosts'>> {
  readonly id: string;
  readonly title: string;
  answersLike(behaviour: Behaviour): boolean;
}
