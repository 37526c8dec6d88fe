import type { Fact } from '../core/fact';
import { plausibleCreated, plausiblePlatforms, type ImageDetails } from '../core/image-details';
import type { ImageReference } from '../core/reference';
import type { LookupOptions } from '../oci/client';
import { versionPattern, type DetailsClient } from '../oci/details';
import { isObject, own, ownText } from '../oci/json';
import { listAt, normalPlatform } from '../oci/platforms';
import type { AnswerKind, Answers, Question } from './answers';

type DetailsFact = Fact<ImageDetails | 'missing'>;

const hour = 3_600_000;

/** Sizes and versions change with a tag, and not by much; those of a digest cannot change. */
const lives = { tag: { fresh: 6 * hour, told: 24 * hour }, digest: { fresh: Infinity }, missing: { fresh: 60_000 } } as const;

/** Sizes and versions that registries told: asked about on a hover, a light bulb or a command, never for opening a file. */
export interface Details {
  /** What is known now, without asking. `platform`: `os/architecture[/variant]`. */
  current(reference: ImageReference, platform: string): DetailsFact;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known and fresh; never rejects. */
  lookUp(reference: ImageReference, platform: string, options: LookupOptions): Promise<DetailsFact>;
}

export function createDetails(client: DetailsClient, answers: Answers): Details {
  const kept = answers.of(detailsKind);
  return {
    current: (reference, platform) => kept.current(questionOf(reference, platform)),
    revision: () => kept.revision(),
    lookUp: (reference, platform, options) =>
      kept.lookUp(questionOf(reference, platform), () => client.details(reference, platform, options)),
  };
}

/** Both tag and digest: whether a version is looked for depends on what the tag says. */
function questionOf({ registry, repository, tag = '', digest }: ImageReference, platform: string): Question {
  return { registry, repository, about: `${digest === undefined ? tag : `${tag}@${digest}`} ${platform}` };
}

const detailsKind: AnswerKind<ImageDetails | 'missing'> = {
  id: 'details',
  life: (value, about) => (value === 'missing' ? lives.missing : lives[about.includes('@') ? 'digest' : 'tag']),
  store: value => value,
  pick(stored, _at, about) {
    if (stored === 'missing') return 'missing';
    const platform = normalPlatform(about.slice(about.indexOf(' ') + 1));
    if (!isObject(stored) || ownText(stored, 'platform') !== platform) return undefined;
    const size = own(stored, 'size');
    const version = ownText(stored, 'version');
    const created = plausibleCreated(own(stored, 'created'));
    const platforms = plausiblePlatforms(listAt(stored, 'platforms'));
    return {
      platform,
      ...(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
      ...(version !== undefined && versionPattern.test(version) ? { version } : {}),
      ...(created === undefined ? {} : { created }),
      ...(platforms === undefined ? {} : { platforms }),
    };
  },
};
