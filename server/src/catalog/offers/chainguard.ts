import { message, type Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { chainguardContents, chainguardFolder, chainguardHost, isDevTag, isLatestOnly, type ChainguardImage } from '../chainguard';
import { programs, surroundings, titleOf, versionDifference } from './differences';
import { keptOf, newestOf } from './kept';
import type { Kept, Offer, OfferQuestion, OfferSource } from './offer';

/** Distributions of their own, which keep no version of another one. */
const distributionImages: ReadonlySet<string> = new Set(['wolfi-base', 'busybox', 'bash']);

/** The free tier: the tag asked for where it exists, else `latest`; with a shell and apk where something is built. */
export const chainguardOffers: OfferSource = (question, { chainguard }) => {
  const images = chainguard.of(repositoryFor(question));
  const tag = tagFor(images, question.asked.tag);
  const offers = variantsFor(tag, question).flatMap(candidate => offerUnder(candidate, question, images));
  // Not every image has a variant to build with.
  return offers.length > 0 ? offers : offerUnder(tag, question, images);
};

function offerUnder(tag: string, question: OfferQuestion, images: readonly ChainguardImage[]): readonly Offer[] {
  const image = images.find(({ tags }) => tags.includes(tag));
  return image ? [offerOf(question, { image, tag, latestOnly: isLatestOnly(images) })] : [];
}

function repositoryFor({ row: { chainguard, variant }, asked: { tag = '' } }: OfferQuestion): string {
  return variant && tag.split('-').includes(variant[0]) ? variant[1] : chainguard;
}

/** In the variant that the tag names (`8.4-fpm`: `latest-fpm`). */
function tagFor(images: readonly ChainguardImage[], asked = 'latest'): string {
  const tags = images.flatMap(image => image.tags);
  if (tags.includes(asked) && !isDevTag(asked)) return asked;
  const variants = asked.split('-').map(word => `latest-${word}`);
  return variants.find(tag => tags.includes(tag) && !isDevTag(tag)) ?? 'latest';
}

function variantsFor(tag: string, { purpose }: OfferQuestion): readonly string[] {
  if (purpose === undefined || purpose.runsCommands) return purpose?.for === 'build' ? [`${tag}-dev`, tag] : [tag, `${tag}-dev`];
  return purpose.for === 'build' ? [`${tag}-dev`] : [tag];
}

interface Choice {
  readonly image: ChainguardImage;
  readonly tag: string;
  readonly latestOnly: boolean;
}

function offerOf(question: OfferQuestion, choice: Choice): Offer {
  const { image, tag } = choice;
  const reference: ImageReference = { registry: chainguardHost, repository: chainguardFolder + image.repository, tag };
  const contents = chainguardContents(image, tag);
  const version = versionFor(question, choice, reference);
  return {
    reference,
    publisher: 'chainguard',
    exists: 'catalog',
    contents,
    kept: version.kept,
    isGuess: version.isGuess,
    differences: [
      ...version.said,
      ...surroundings(contents),
      ...freeTier(question, choice),
      ...programs(question, contents),
      ...(image.platforms.length === 0 ? [] : [message('only for {0}', image.platforms.join(', '))]),
    ],
  };
}

interface ChosenVersion {
  readonly kept: Kept;
  readonly isGuess: boolean;
  readonly said: readonly Message[];
}

/** `latest` is some version: the one that its labels name, where the registry was asked. */
function versionFor(question: OfferQuestion, { image, tag, latestOnly }: Choice, reference: ImageReference): ChosenVersion {
  const { product, version, today, asked } = question;
  if (distributionImages.has(image.repository)) return { kept: 'same', isGuess: false, said: wolfi(image, titleOf(product, asked.repository)) };
  if (!latestOnly && tag.replace(/-dev$/, '') === asked.tag) return { kept: 'same', isGuess: false, said: [] };
  const known = question.versionOf(reference);
  if (known !== undefined) return { kept: keptOf(version, known, product), isGuess: false, said: versionDifference(titleOf(product, image.repository), version, known) };
  return { kept: keptOf(version, newestOf(product, today), product), isGuess: version !== undefined, said: [message('version unknown')] };
}

function wolfi({ repository }: ChainguardImage, instead: string): Message[] {
  return repository === 'wolfi-base' ? [message('Wolfi, not {0}', instead)] : [];
}

function freeTier({ asked: { tag: given = 'latest' } }: OfferQuestion, { tag, latestOnly }: Choice): Message[] {
  if (latestOnly) return [message('only latest is free')];
  return given === 'latest' || given === tag.replace(/-dev$/, '') ? [] : [message('the free tier has no tag {0}', given)];
}
