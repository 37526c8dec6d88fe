import type { HardenedImage } from '../docker-hardened';
import type { OfferQuestion } from './offer';

/** Words of a tag that ask for nothing that a hardened image would lack. */
const harmless: ReadonlySet<string> = new Set(['slim', 'latest', 'lts', 'stable', 'mainline', 'cli', 'jre', 'jdk', 'open', 'full', 'minimal', 'fat', 'hotspot']);
/** Who builds the Java that a build tool brings. */
const javaVendors: ReadonlySet<string> = new Set(['temurin', 'amazoncorretto', 'openjdk', 'semeru', 'ibmjava', 'sapmachine', 'zulu', 'graalvm']);

/** What a definition is besides its version and its distribution: `fpm`, `sdk`, `jdk21`. */
export function wordsOfImage({ versions, suffixes }: HardenedImage): readonly string[] {
  const rest = suffixes[0] ?? versions[0]?.replace(/^[^-]*-?/, '') ?? '';
  return rest.split('-').filter(word => word !== '' && word !== 'dev' && !/^(?:debian|alpine)[\d.]*$/.test(word) && !/^r\d+$/.test(word));
}

/** The words of the tag that matter, with `eclipse-temurin-17` read as `jdk17`. */
function askedWords({ parsed: { words }, product }: OfferQuestion): readonly string[] {
  const codenames = product?.cycles.map(({ codename }) => codename) ?? [];
  const java = words.findIndex((word, index) => /^\d+$/.test(word) && javaVendors.has(words[index - 1] ?? ''));
  const others = words.filter((word, index) => index !== java && word !== 'eclipse' && word !== 'ibm' && !javaVendors.has(word));
  const asked = others.filter(word => !harmless.has(word) && !codenames.includes(word) && !/^b?\d{2,}$/.test(word));
  return java < 0 ? asked : [...asked, `jdk${words[java]}`];
}

export function missingWords(image: HardenedImage, question: OfferQuestion): readonly string[] {
  const own = wordsOfImage(image);
  return [...askedWords(question), ...question.row.hardenedWords].filter(word => !own.includes(word));
}

export function extraWords(image: HardenedImage, question: OfferQuestion): readonly string[] {
  const wanted = [...askedWords(question), ...question.row.hardenedWords, 'jdk'];
  const namesJdk = wanted.some(word => /^jdk\d+$/.test(word));
  return wordsOfImage(image).filter(word => !wanted.includes(word) && !(/^jdk\d+$/.test(word) && !namesJdk));
}

