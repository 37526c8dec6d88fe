import { message, type Message } from '../../core/message';
import { distrolessContents, distrolessFolder, distrolessHost, distrolessTags, type Distroless, type DistrolessImage } from '../distroless';
import { compareVersions } from '../tag';
import { programs, surroundings, titleOf, versionDifference } from './differences';
import { keptOf } from './kept';
import type { Offer, OfferQuestion, OfferSource } from './offer';

interface Choice {
  readonly image: DistrolessImage;
  readonly tag: string;
}

/** Whoever looks for a hardened image wants it without root, unless the row asks for another tag. Nothing can be built in one. */
export const distrolessOffers: OfferSource = (question, { distroless }) => {
  const { purpose, row } = question;
  if (purpose?.for === 'build' || (row.runOnly && purpose?.runsCommands)) return [];
  const choices = choicesOf(question, distroless);
  return oneOfEachLanguage(choices, question).filter(({ image }) => runs(image, question)).flatMap(choice => offerOf(question, choice) ?? []);
};

function choicesOf({ row }: OfferQuestion, distroless: Distroless): Choice[] {
  return row.distroless.flatMap(entry => {
    const [repository = '', tag = 'nonroot'] = entry.split(':');
    const image = distroless.of(repository);
    return image?.state === 'live' && distrolessTags.has(tag) ? [{ image, tag }] : [];
  });
}

/** Programs that are linked against a C library need one; those that are not do best without. */
function runs({ libc, version }: DistrolessImage, { purpose }: OfferQuestion): boolean {
  if (!purpose || version !== '') return true;
  return (libc === 'none') === (purpose.linkedStatically === true);
}

/** The version asked for, else the nearest newer one: an older one would break what works now. Without a version the newest. */
function oneOfEachLanguage(choices: readonly Choice[], { version }: OfferQuestion): readonly Choice[] {
  const runtimes = choices.filter(({ image }) => image.version !== '').sort((a, b) => compareVersions(a.image.version, b.image.version));
  const best = version === undefined ? runtimes.at(-1) : runtimes.find(({ image }) => compareVersions(image.version, version) >= 0);
  return choices.filter(choice => choice.image.version === '' || choice === best);
}

const missingContents: ReadonlyMap<string, readonly Message[]> = new Map([
  ['libc', [message('no OpenSSL')]],
  ['nodejs', [message('no npm and no yarn')]],
  ['python', [message('no pip')]],
  ['java', [message('a Java runtime without the JDK')]],
]);

const languageTitles: ReadonlyMap<string, string> = new Map([['nodejs', 'Node.js'], ['python', 'Python'], ['java', 'Java']]);

function offerOf(question: OfferQuestion, { image, tag }: Choice): Offer | undefined {
  const contents = distrolessContents(image, tag);
  if (!contents) return undefined;
  const { version, row, product } = question;
  const language = languageTitles.get(image.contents) ?? titleOf(product, image.contents);
  return {
    reference: { registry: distrolessHost, repository: distrolessFolder + image.repository, tag },
    publisher: 'distroless',
    exists: 'catalog',
    contents,
    kept: image.version === '' ? 'same' : keptOf(version, image.version, product),
    isGuess: false,
    differences: [
      ...(image.version === '' ? [] : versionDifference(language, version, image.version)),
      ...(row.runOnly ? [message('for the runtime stage only: cannot build')] : []),
      ...surroundings(contents),
      ...programs(question, contents),
      ...(missingContents.get(image.contents) ?? []),
    ],
  };
}
