import type { Offer } from '../../catalog';
import type { Build } from '../../core/build';
import { message, type Message } from '../../core/message';
import type { Purpose } from '../../core/purpose';
import type { ConversionPublisher } from '../conversion';
import { isAccepted } from '../offered';
import { linksStatically } from '../purpose';
import { costOf, otherVersion } from './acceptable';
import type { ConversionInput } from './engine';
import { isMinimalEnough } from './minimal';
import { shippedOf } from './shipped';
import type { BaseUnit } from './units';

const publisherIds: Readonly<Record<ConversionPublisher, string>> = { chainguard: 'chainguard', distroless: 'distroless', 'docker-hardened': 'docker-hardened-images', 'docker-official': 'docker-official' };

export type Suits = (offer: Offer, unit: BaseUnit) => boolean;

export interface PricedOffer {
  readonly offer: Offer;
  readonly cost: number;
}

/** What the catalog offers and the policy accepts, the cheapest first. */
export function offersFor(unit: BaseUnit, build: Build, input: ConversionInput, suits: Suits): { offers: readonly PricedOffer[]; reason?: Message } {
  const { context: { policy }, options: { to } } = input;
  const all = unique(purposesOf(unit, build).flatMap(purpose => askFor(unit, purpose, input)));
  if (all.length === 0) return { offers: [], reason: message('no table has an image that does the same job') };
  const accepted = all.filter(offer => isAccepted(offer, policy));
  if (accepted.length === 0) return { offers: [], reason: message('the trust policy accepts none of the images that do the same job') };
  const wanted = to === undefined ? accepted : accepted.filter(({ publisher }) => publisher === publisherIds[to]);
  const askedFor = { upstream: unit.upstream.name, tag: unit.reference.tag ?? '', asked: to !== undefined };
  const priced = wanted.flatMap(offer => {
    const cost = costOf(offer, askedFor);
    return cost === undefined ? [] : [{ offer, cost }];
  });
  const fitting = priced.filter(({ offer }) => isMinimalEnough(offer, unit, build) && suits(offer, unit));
  if (fitting.length > 0) return { offers: [...fitting].sort((a, b) => a.cost - b.cost) };
  const [nearest] = wanted;
  return { offers: [], reason: nearest && priced.length === 0 ? otherVersion(nearest, askedFor) : message('no table has an image that does the same job') };
}

/** Minimal images first: what keeps them from being used shows when the stages are converted. */
function purposesOf({ stages }: BaseUnit, build: Build): readonly Purpose[] {
  const shipped = shippedOf(build);
  const runs = stages.some(({ index }) => shipped.has(index));
  const linkedStatically = linksStatically(build);
  if (!runs) return [{ for: 'build', runsCommands: true, linkedStatically }];
  return [{ for: 'run', runsCommands: false, linkedStatically }, { for: 'run', runsCommands: true, linkedStatically }];
}

function askFor({ reference }: BaseUnit, purpose: Purpose, { engine: { catalog, today } }: ConversionInput): readonly Offer[] {
  return catalog.offers({ reference, today, purpose });
}

function unique(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Set<string>();
  return offers.filter(({ reference: { registry, repository, tag } }) => {
    const name = `${registry}/${repository}:${tag}`;
    return !seen.has(name) && seen.add(name);
  });
}
