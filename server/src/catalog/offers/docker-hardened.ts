import { message, type Message } from '../../core/message';
import { hardenedHost, type HardenedImage } from '../docker-hardened';
import { numbersOf, type Distribution } from '../tag';
import { distributionDifference, programs, surroundings, titleOf, versionDifference } from './differences';
import { hardenedVersion, type VersionChoice } from './hardened-version';
import { extraWords, missingWords, wordsOfImage } from './hardened-words';
import { keptOf } from './kept';
import type { Offer, OfferQuestion, OfferSource } from './offer';

interface Choice extends VersionChoice {
  readonly image: HardenedImage;
}

/** The same version on the same distribution, where there is one; else the nearest newer version. Pulling it needs a login. */
export const hardenedOffers: OfferSource = (question, { dockerHardened }) => {
  const { row, today } = question;
  const alive = dockerHardened.of(row.dockerHardened).filter(({ ends }) => ends === '' || ends >= today);
  return variantsFor(question).flatMap(variant => {
    const best = bestOf(alive.filter(image => image.variant === variant || isToBuildWith(image, row)), question);
    return best ? [offerOf(question, best)] : [];
  }).filter((offer, index, all) => all.findIndex(({ reference }) => reference.tag === offer.reference.tag) === index);
};

/** An SDK is one image, which its publisher calls a runtime: the words tell what it is for. */
function isToBuildWith(image: HardenedImage, { hardenedWords }: OfferQuestion['row']): boolean {
  return hardenedWords.includes('sdk') && wordsOfImage(image).includes('sdk');
}

function variantsFor({ purpose }: OfferQuestion): readonly HardenedImage['variant'][] {
  if (!purpose) return ['runtime', 'dev'];
  if (purpose.for === 'build') return ['dev'];
  return purpose.runsCommands ? ['runtime', 'dev'] : ['runtime'];
}

function bestOf(images: readonly HardenedImage[], question: OfferQuestion): Choice | undefined {
  let best: { readonly choice: Choice; readonly merits: readonly number[] } | undefined;
  for (const image of images) {
    const choice = choiceOf(image, question);
    if (!choice) continue;
    const merits = meritsOf(choice, question);
    if (!best || isBetter(merits, best.merits)) best = { choice, merits };
  }
  return best?.choice;
}

function isBetter(merits: readonly number[], others: readonly number[]): boolean {
  const at = merits.findIndex((merit, index) => merit !== others[index]);
  return at >= 0 && (merits[at] as number) > (others[at] as number);
}

/** Undefined when the image lacks something that the tag asks for, or is something that it does not ask for. */
function choiceOf(image: HardenedImage, question: OfferQuestion): Choice | undefined {
  if (missingWords(image, question).length > 0 || extraWords(image, question).length > 0) return undefined;
  const version = hardenedVersion(image, question.version, question.product);
  return version && { image, ...version };
}

/**
 * What makes one better than another, the weightiest first: the version that was asked for, or the oldest of the newer ones,
 * which differs least; the distribution; a JDK to build with; of those that fit, the newest.
 */
function meritsOf({ image, version, fits }: Choice, { parsed, purpose }: OfferQuestion): readonly number[] {
  const [major = 0, minor = 0] = numbersOf(version);
  const age = major * 1000 + minor;
  const words = wordsOfImage(image);
  const jdkWanted = (purpose?.for === 'run') !== words.some(word => word.startsWith('jdk'));
  const jdk = Math.max(0, ...words.map(word => Number(/^jdk(\d+)$/.exec(word)?.[1] ?? 0)));
  return [fits ? 1 : 0, fits ? 0 : -age, distributionScore(distributionOf(image), parsed.distribution, image), jdkWanted ? 1 : 0, age, jdk];
}

function distributionScore(own: Distribution, asked: Distribution | undefined, { suffixes }: HardenedImage): number {
  // Without a word about it, what the publisher takes for the usual one: its suffix is the shortest.
  if (!asked) return suffixes.some(suffix => suffix === '' || suffix === '-dev') ? 20 : own.family === 'debian' ? 10 : 0;
  if (asked.family !== own.family) return own.family === 'debian' ? 1 : 0;
  return (asked.version === own.version ? 40 : 20) + Number.parseFloat(own.version ?? '0') / 10;
}

function distributionOf({ distribution }: HardenedImage): Distribution {
  const [family = '', version] = distribution.split('-');
  return version === undefined ? { family } : { family, version };
}

function offerOf(question: OfferQuestion, { image, version, text }: Choice): Offer {
  const { product, parsed, row } = question;
  const { contents } = image;
  return {
    reference: { registry: hardenedHost, repository: image.repository, tag: text + suffixFor(image, parsed.distribution) },
    publisher: 'docker-hardened-images',
    exists: 'catalog',
    contents,
    kept: keptOf(question.version, version, product),
    isGuess: false,
    differences: [
      ...versionDifference(titleOf(product, row.dockerHardened), question.version, choiceOfText(text)),
      ...distributionDifference(parsed.distribution, distributionOf(image)),
      message('needs a login to {0}', hardenedHost),
      ...surroundings(contents),
      ...programs(question, contents),
      ...javaDifference(image, question),
      ...fpmDifference(image, question),
      ...(image.platforms.length === 0 ? [] : [message('only for {0}', image.platforms.join(', '))]),
    ],
  };
}

/** The version as the tag says it. */
function choiceOfText(text: string): string {
  return text.split('-', 1)[0] ?? text;
}

function javaDifference(image: HardenedImage, { row }: OfferQuestion): Message[] {
  const isJava = row.distroless.some(repository => repository.startsWith('java'));
  return isJava && !wordsOfImage(image).some(word => word.startsWith('jdk')) ? [message('a Java runtime without the JDK')] : [];
}

function fpmDifference(image: HardenedImage, { parsed }: OfferQuestion): Message[] {
  return wordsOfImage(image).includes('fpm') && !parsed.words.includes('fpm') ? [message('PHP-FPM without a web server')] : [];
}

/** As exact about the distribution as the tag that was asked for. */
function suffixFor({ suffixes }: HardenedImage, asked: Distribution | undefined): string {
  const named = (suffix: string): boolean => (asked?.version === undefined ? true : /\d/.test(suffix));
  const shortest = [...suffixes].sort((a, b) => a.length - b.length);
  return shortest.find(named) ?? shortest[0] ?? '';
}

