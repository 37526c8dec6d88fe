import type { Alternative } from '../../core/facts';
import type { Purpose } from '../../core/purpose';
import type { ImageReference } from '../../core/reference';
import { catalogName } from '../names';
import { cyclesOf, newestSupported, type Product } from '../release-cycles';
import type { CatalogTables } from '../tables';
import { parseTag, type ParsedTag } from '../tag';
import { chainguardOffers } from './chainguard';
import { distrolessOffers } from './distroless';
import { hardenedOffers } from './docker-hardened';
import { officialOffers } from './docker-official';
import type { Kept, Offer, OfferQuestion, OfferSource } from './offer';

/** In the order in which equals are offered: nobody needs an account for the first ones. */
const sources: readonly OfferSource[] = [chainguardOffers, distrolessOffers, officialOffers, hardenedOffers];

export interface AlternativesQuestion {
  readonly reference: ImageReference;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Undefined: for whatever somebody wants it. */
  readonly purpose?: Purpose | undefined;
  /** The version that a registry's labels name for an alternative, where it was asked. */
  readonly versionOf?: (reference: ImageReference) => string | undefined;
}

/** Images of other publishers for the same job, in the order to offer them. Empty for whatever the tables do not name. */
export function alternativesIn(tables: CatalogTables, question: AlternativesQuestion): readonly Alternative[] {
  return offersIn(tables, question).map(toAlternative);
}

export function offersIn(tables: CatalogTables, question: AlternativesQuestion): readonly Offer[] {
  const asked = offerQuestion(tables, question);
  if (!asked) return [];
  const offers = sources.flatMap(source => source(asked, tables)).filter(offer => canRunCommands(offer, question.purpose));
  return [...offers].sort((a, b) => rankOf(a) - rankOf(b));
}

const rank: Readonly<Record<Kept, number>> = { same: 0, minor: 2, major: 4 };

/** What is known comes before what is guessed. */
function rankOf({ kept, isGuess }: Offer): number {
  return rank[kept] + (isGuess ? 1 : 0);
}

function offerQuestion(tables: CatalogTables, { reference, today, purpose, versionOf }: AlternativesQuestion): OfferQuestion | undefined {
  const name = catalogName(reference);
  const row = tables.upstreams.of(name);
  if (!row) return undefined;
  const products = tables.products();
  const parsed = parseTag(reference.tag ?? 'latest', products.codenames);
  // None of these publishers builds for Windows.
  if (parsed.words.some(word => /^(?:windows|nanoserver)/.test(word))) return undefined;
  const product = products.of(name)?.product;
  return { asked: reference, parsed, version: versionIn(parsed, product, today), row, product, purpose, today, versionOf: versionOf ?? (() => undefined) };
}

/** Names stand for versions: `jod` for Node.js 22, `lts` for the newest that is supported for long. */
function versionIn(parsed: ParsedTag, product: Product | undefined, today: string): string | undefined {
  if (parsed.version !== undefined || !product) return parsed.version;
  if (parsed.words.includes('lts')) return newestSupported(product, today)?.name;
  const cycles = cyclesOf(product, parsed);
  return cycles.length === 1 ? cycles[0]?.name : undefined;
}

/** A build that runs commands fails for certain on an image without a shell. */
function canRunCommands({ contents }: Offer, purpose: Purpose | undefined): boolean {
  return !purpose?.runsCommands || contents === undefined || contents.shell !== '';
}

function toAlternative({ kept: _kept, isGuess: _isGuess, ...alternative }: Offer): Alternative {
  return alternative;
}
