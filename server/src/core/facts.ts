import type { Fact } from './fact';
import type { ImageContents } from './image-contents';
import type { ImageDetails } from './image-details';
import type { Lifecycle } from './lifecycle';
import type { Message } from './message';
import type { ImageReference } from './reference';
import type { SignatureFormat, Verdict } from './verification';

/** Who is known, by the name of the image alone, to make it. Says nothing about signatures. */
export type PublisherFact =
  | { readonly kind: 'known'; readonly id: string; readonly title: string; readonly about?: AboutPublisher }
  /** A name that only an official image could have, and none has. */
  | { readonly kind: 'not-official' }
  /** A public registry's namespace that no table names. */
  | { readonly kind: 'unknown-namespace'; readonly hub: boolean; readonly namespace: string; readonly about?: AboutPublisher }
  /** A registry outside the table of public ones: whose images are whose is the user's own business. */
  | { readonly kind: 'private-registry' };

/** What is worth knowing of a publisher; none of it is a verdict about an image. */
export interface AboutPublisher {
  readonly signing?: Message;
  /** What everybody gets, and on what terms. */
  readonly free?: Message;
  /** About this very image. */
  readonly note?: Message;
  /** https: a page of the publisher's own. */
  readonly page?: string;
}

/** An image of another publisher for the same job. */
export interface Alternative {
  /** Complete, with a tag that the tables list. */
  readonly reference: ImageReference;
  /** Publisher id. */
  readonly publisher: string;
  /** How it is known to exist. */
  readonly exists: 'catalog' | 'registry';
  /** What will be different at run time; never empty. */
  readonly differences: readonly Message[];
  /** Undefined where no table has the definition of the image. */
  readonly contents?: ImageContents;
  /** What its registry says of it, where it was asked; `missing`: a GET confirmed that there is no such image. */
  readonly details?: ImageDetails | 'missing';
}

/** What a registry serves for a reference at the time of asking. */
export interface Resolution {
  readonly digest: string;
  /** Empty where nobody said. */
  readonly mediaType: string;
  /** False while only a header said so: good to show, not good enough to write into a file. */
  readonly verified: boolean;
  /** Milliseconds since 1970. */
  readonly resolvedAt: number;
  /** The mirror (`host[:port]`) that answered because the registry itself could not be reached. */
  readonly via?: string;
}

/** What the tag that a digest is of stands for now. */
export interface TagNow {
  readonly tag: string;
  /** `missing`: a GET confirmed that there is no such tag. */
  readonly serves: Resolution | 'missing';
}

/** What the other tags of a repository say of one. */
export interface TagAdvice {
  /** The newest of the same kind and major version, where there is a newer one. */
  readonly newer?: string;
  /** Those that may have been meant where there is no such tag, the likeliest first. */
  readonly nearest: readonly string[];
}

/** What a verification that ran said of the digest that a reference stands for now. */
export interface SignatureFact {
  /** By the signers whom the policy accepts for this very reference. */
  readonly verdict: Exclude<Verdict, 'unknown'>;
  /** Why, in one sentence. */
  readonly reason: Message;
  /** What is signed is good in itself, and nobody who is accepted signed it. */
  readonly byOther: boolean;
  /** Who signed, as far as anybody did: made safe to print, and still to be escaped. */
  readonly identity?: string;
  readonly issuer?: string;
  readonly format?: SignatureFormat;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  /** The policy demands a signature on this image. */
  readonly required: boolean;
}

/** Everything that rules may ask about one use. */
export interface Facts {
  readonly publisher: Fact<PublisherFact>;
  readonly alternatives: Fact<readonly Alternative[]>;
  /** True when the publisher's free tier publishes no version tags for this repository, so `latest` is all there is. */
  readonly latestOnly: Fact<boolean>;
  /** What is so because of when and how the image is published; empty when nothing is worth saying. */
  readonly lifecycle: Fact<readonly Lifecycle[]>;
  /** What the image holds; unknown where no table has its definition. */
  readonly contents: Fact<ImageContents>;
  /** Known true when the workspace itself builds or rewrites this name. */
  readonly local: Fact<boolean>;
  /** `missing`: a GET confirmed that there is no such tag or repository. */
  readonly resolution: Fact<Resolution | 'missing'>;
  /** Of a reference with a digest, and a tag in it or in a comment beside it. */
  readonly tagNow: Fact<TagNow>;
  /** Of the tag in the reference, or in a comment beside it. Known once a list of tags was asked for. */
  readonly tagAdvice: Fact<TagAdvice>;
  /** Digests of the single images in the index that this tag stands for now; empty when it is none. */
  readonly children: Fact<readonly string[]>;
  /** Its size for the platform that it is wanted for, and its version. */
  readonly details: Fact<ImageDetails | 'missing'>;
  /** Known once a check has run, and of no other digest than the one that is named, or that the tag stands for now. */
  readonly signature: Fact<SignatureFact>;
}

export type FactKind = keyof Facts;
