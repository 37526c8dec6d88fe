import type { Offer } from '../../catalog';
import type { Option } from '../../conversion/clash';
import { programsOfOld } from '../../conversion/tables/old-images';
import type { Problem } from '../../conversion/problem';
import { convertGroup, type ConvertedGroup } from '../../conversion/convert-group';
import type { Group } from '../../conversion/group';
import type { Build } from '../../core/build';
import type { Message } from '../../core/message';
import type { ConversionInput } from './engine';
import { libcOf } from './libc';
import { offersFor, type PricedOffer, type Suits } from './offers-for';
import { runtimeOf } from './runtime';
import { shippedOf } from './shipped';
import { targetOf } from './target-of';
import type { BaseUnit } from './units';

/** An image that the stages of a unit could be built on, and what they would need to become. */
export interface Candidate extends Option {
  readonly unit: BaseUnit;
  readonly offer?: Offer;
  readonly converted?: ConvertedGroup;
}

export interface Candidates {
  readonly stays: Candidate;
  readonly options: readonly Candidate[];
  /** Why the nearest that did not become an option did not. */
  readonly reasons: readonly Problem[];
}

/** Leaving an image alone is the last thing to do. */
const costOfStaying = 1_000;
/** What is shipped does best without a shell, but not at the price of another version. */
const withShell = 0.5;
/** Packages with parts in C fit one library only: worth more than a version that nobody knows, less than another one. */
const otherLibc = 1.5;

export function candidatesFor(unit: BaseUnit, build: Build, input: ConversionInput, suits: Suits): Candidates {
  const disabled = unit.use.fixDisabled;
  const stays: Candidate = { unit, cost: costOfStaying, libc: libcOf(input.engine.catalog.base(unit.reference)), runtime: runtimeOf(unit.reference) };
  if (disabled && !unit.use.raw.includes('$')) return { stays, options: [], reasons: [whole(unit, disabled)] };
  const { offers, reason } = offersFor(unit, build, input, suits);
  const group = groupOf(unit, build, input);
  const all = offers.map((priced, place) => candidateOf({ ...priced, cost: priced.cost + place / 100 }, { stays, group, input }));
  const [nearest] = all.filter(isHindered).sort(byNearness);
  return {
    stays,
    options: all.filter(each => !isHindered(each)),
    reasons: nearest?.converted?.problems ?? (reason ? [whole(unit, reason)] : []),
  };
}

function groupOf({ upstream, reference, stages }: BaseUnit, build: Build, { document, engine: { catalog } }: ConversionInput): Group {
  const base = catalog.base(reference) ?? { family: 'debian' };
  return {
    document: document.text, build, stages, shipped: shippedOf(build), upstream, base, names: catalog.packageNames,
    old: programsOfOld(upstream.name, reference.tag ?? '', base.family),
  };
}

function candidateOf({ offer, cost }: PricedOffer, { stays, group, input }: { stays: Candidate; group: Group; input: ConversionInput }): Candidate {
  const target = targetOf(offer, input);
  const libc = libcOf(input.engine.catalog.base(offer.reference), target.contents);
  const runs = group.stages.some(({ index }) => group.shipped.has(index));
  const costs = [
    cost,
    runs && target.contents.shell !== '' ? withShell : 0,
    libc.kind === stays.libc.kind || libc.kind === 'none' ? 0 : otherLibc,
  ];
  return {
    unit: stays.unit, offer, publisher: offer.publisher, libc, runtime: runtimeOf(offer.reference),
    cost: costs.reduce((sum, each) => sum + each), converted: convertGroup(group, target),
  };
}

function isHindered({ converted }: Candidate): boolean {
  return converted !== undefined && converted.problems.length > 0;
}

/** A base that nobody wants to replace. */
export function staying(unit: BaseUnit, { engine: { catalog } }: ConversionInput): Candidates {
  return { stays: { unit, cost: 0, libc: libcOf(catalog.base(unit.reference), catalog.contents(unit.reference)), runtime: runtimeOf(unit.reference) }, options: [], reasons: [] };
}

/** What a shell and a package manager cannot change says more than that there is none; then the fewest problems. */
function byNearness(one: Candidate, other: Candidate): number {
  const lacks = ({ offer }: Candidate): number => (offer?.contents?.shell === '' ? 2 : offer?.contents?.packageManager === '' ? 1 : 0);
  const problems = ({ converted }: Candidate): number => converted?.problems.length ?? 0;
  return lacks(one) - lacks(other) || problems(one) - problems(other);
}

export function whole({ use }: BaseUnit, reason: Message): Problem {
  return { range: use.range, reason };
}
