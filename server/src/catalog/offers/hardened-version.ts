import type { HardenedImage } from '../docker-hardened';
import type { Product } from '../release-cycles';
import { compareVersions, isWithin, numbersOf } from '../tag';
import { keptOf } from './kept';

export interface VersionChoice {
  /** The whole version: 24.19.0, also of the tag 24. */
  readonly version: string;
  /** As the tag begins. */
  readonly text: string;
  /** It is of the release cycle that was asked for. */
  readonly fits: boolean;
}

/**
 * How a definition names the version that was asked for: as exactly as it can without promising another patch release (24 for
 * 24.1.0). Undefined when it is older. A short name such as 3 stands for the newest of its kind, and not for every 3.
 */
export function hardenedVersion({ versions }: HardenedImage, asked: string | undefined, product: Product | undefined): VersionChoice | undefined {
  // Where the versions are the tags themselves, the rest of them is behind a dash.
  const choices = versions.map(text => ({ text, name: text.split('-', 1)[0] ?? text }));
  const longest = [...choices].sort((a, b) => numbersOf(b.name).length - numbersOf(a.name).length);
  const [first] = choices;
  const version = longest[0]?.name;
  if (!first || version === undefined) return undefined;
  if (asked === undefined) return { version, text: first.text, fits: true };
  const fits = isWithin(version, asked) || keptOf(asked, version, product) === 'same';
  if (!fits && compareVersions(version, asked) < 0) return undefined;
  const wanted = numbersOf(asked).length;
  const sameLength = choices.find(({ name }) => numbersOf(name).length === wanted && (!fits || isWithin(name, asked) || wanted === 0));
  const around = longest.find(({ name }) => isWithin(asked, name));
  return { version, text: (sameLength ?? around ?? first).text, fits };
}
