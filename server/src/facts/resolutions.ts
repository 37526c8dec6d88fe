import { isDigest } from '../core/digest';
import { freshValueOf, type Fact } from '../core/fact';
import type { Resolution } from '../core/facts';
import type { ClockPort } from '../core/ports';
import type { ImageReference } from '../core/reference';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { isObject, own, ownText } from '../oci/json';
import type { AnswerKind, Answers, Question } from './answers';

type ResolutionFact = Fact<Resolution | 'missing'>;

const minute = 60_000;
const day = 24 * 60 * minute;

/** A tag may move: it is asked for anew soon. What a digest stands for cannot change; whether it is still there may. */
const resolutionLife = { tag: { fresh: 15 * minute, told: day }, digest: { fresh: day }, missing: { fresh: minute } } as const;

/** What registries serve for references: asked once, kept for a while. */
export interface Resolutions {
  /** What is known now, without asking; with `asOf` where it is not fresh: to show with its age, never to write into a file. */
  current(reference: ImageReference): ResolutionFact;
  /** Another number as soon as an answer came in, or one that came in is too old: until then `current` says the same. */
  revision(): number;
  /** Asks unless it is known and fresh; never rejects. Consent that is missing is not remembered: it may be given next time. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<ResolutionFact>;
  /** As `lookUp`, for somebody who must hear why it is not known. Throws RegistryError. */
  reported(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** As `lookUp`, but a known digest counts only when its bytes were fetched and hashed, by this process and not long ago. Throws RegistryError. */
  verified(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** Somebody else asked for the tag, and hashed the bytes that came. Resolves once `current` tells it; never rejects. */
  learned(reference: ImageReference, digest: string): Promise<void>;
}

export function createResolutions(client: RegistryClient, clock: ClockPort, answers: Answers): Resolutions {
  const kept = answers.of(resolutionKind);
  const current = (reference: ImageReference): ResolutionFact => kept.current(questionOf(reference));
  return {
    current,
    revision: () => kept.revision(),
    lookUp: (reference, options) => kept.lookUp(questionOf(reference), () => client.resolve(reference, options)),
    reported: (reference, options) => kept.learn(questionOf(reference), () => client.resolve(reference, options), () => true),
    verified: (reference, options) =>
      kept.learn(questionOf(reference), () => client.resolveVerified(reference, options), now => now !== 'missing' && now.verified),
    learned(reference, digest) {
      const now = freshValueOf(current(reference));
      // Who answered stays true as well.
      const same = now !== undefined && now !== 'missing' && now.digest === digest ? now : {};
      return kept.remember(questionOf(reference), { mediaType: '', ...same, digest, verified: true, resolvedAt: clock.now() });
    },
  };
}

/** What the registry is asked for: the digest where there is one, for it says more. */
function questionOf({ registry, repository, tag, digest }: ImageReference): Question {
  return { registry, repository, about: digest ?? tag ?? 'latest' };
}

const mediaTypes = /^[\w.+/-]{0,127}$/;

const resolutionKind: AnswerKind<Resolution | 'missing'> = {
  id: 'resolution',
  life: (value, about) => (value === 'missing' ? resolutionLife.missing : resolutionLife[isDigest(about) ? 'digest' : 'tag']),
  store(value) {
    if (value === 'missing') return value;
    // What a mirror said holds for as long as the registry cannot be reached, and is worth nothing afterwards.
    return value.via === undefined ? { digest: value.digest, mediaType: value.mediaType } : undefined;
  },
  /** Whoever wrote the file may have seen the bytes; this process has not, and it writes only what it saw. */
  pick(stored, at, about) {
    if (stored === 'missing') return 'missing';
    const digest = isObject(stored) ? ownText(stored, 'digest') : undefined;
    const mediaType = isObject(stored) ? own(stored, 'mediaType') : undefined;
    if (digest === undefined || !isDigest(digest) || (isDigest(about) && digest !== about)) return undefined;
    return { digest, mediaType: typeof mediaType === 'string' && mediaTypes.test(mediaType) ? mediaType : '', verified: false, resolvedAt: at };
  },
};
