import type { Offer } from '../../catalog';
import type { Option } from '../../conversion/clash';
import { programsOfOld } from '../../conversion/tables/old-images';
import type { Problem } from '../../conversion/problem';
import { convertGroup, type ConvertedGroup } from '../../conversion/convert-group';
import type { Group } from '../../conversion/group';
import type { Target } from '../../conversion/target';
import type { Build, Stage } from '../../core/build';
import type { ImageContents } from '../../core/image-contents';
import type { Base } from '../../core/image-inside';
import { message, type Message } from '../../core/message';
import type { Purpose } from '../../core/purpose';
import { isAccepted } from '../offered';
import { linksStatically } from '../purpose';
import type { ConversionPublisher } from '../conversion';
import { costOf, otherVersion } from './acceptable';
import type { ConversionInput } from './engine';
import { libcOf } from './libc';
import { isMinimalEnough } from './minimal';
import { runtimeOf } from './runtime';
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

const publisherIds: Readonly<Record<ConversionPublisher, string>> = { chainguard: 'chainguard', distroless: 'distroless', 'docker-hardened': 'docker-hardened-images', 'docker-official': 'docker-official' };
/** Leaving an image alone is the last thing to do. */
const costOfStaying = 1_000;
/** What is shipped does best without a shell, but not at the price of another version. */
const withShell = 0.5;
/** Packages with parts in C fit one library only: worth more than a version that nobody knows, less than another one. */
const otherLibc = 1.5;

export type Suits = (offer: Offer, unit: BaseUnit) => boolean;

export function candidatesFor(unit: BaseUnit, build: Build, input: ConversionInput, suits: Suits): Candidates {
  const { engine, document } = input;
  const base = engine.catalog.base(unit.reference);
  const stays: Candidate = { unit, cost: costOfStaying, libc: libcOf(base), runtime: runtimeOf(unit.reference) };
  if (unit.use.fixDisabled && !unit.use.raw.includes('$')) return { stays, options: [], reasons: [whole(unit, unit.use.fixDisabled)] };
  const group: Group = {
    document: document.text, build, stages: unit.stages, shipped: shippedOf(build), upstream: unit.upstream, base: base ?? { family: 'debian' }, names: engine.catalog.packageNames,
    old: programsOfOld(unit.upstream.name, unit.reference.tag ?? '', base?.family ?? 'debian'),
  };
  const { offers, reason } = offersFor(unit, build, input, suits);
  const options: Candidate[] = [];
  let nearest: Candidate | undefined;
  const runs = unit.stages.some(({ index }) => group.shipped.has(index));
  for (const [place, { offer, cost }] of offers.entries()) {
    const target = targetOf(offer, input);
    const converted = convertGroup(group, target);
    const libc = libcOf(engine.catalog.base(offer.reference), target.contents);
    const option: Candidate = { unit, offer, converted, publisher: offer.publisher, cost: cost + place / 100 + (runs && target.contents.shell !== '' ? withShell : 0) + (libc.kind === stays.libc.kind || libc.kind === 'none' ? 0 : otherLibc), libc, runtime: runtimeOf(offer.reference) };
    if (converted.problems.length === 0) options.push(option);
    else if (!nearest || isNearer(option, nearest)) nearest = option;
  }
  return { stays, options, reasons: nearest?.converted?.problems ?? (reason ? [whole(unit, reason)] : []) };
}

/** A base that nobody wants to replace. */
export function staying(unit: BaseUnit, { engine: { catalog } }: ConversionInput): Candidates {
  return { stays: { unit, cost: 0, libc: libcOf(catalog.base(unit.reference), catalog.contents(unit.reference)), runtime: runtimeOf(unit.reference) }, options: [], reasons: [] };
}

/** What a shell and a package manager cannot change says more than that there is none. */
function isNearer(one: Candidate, other: Candidate): boolean {
  const lacks = ({ offer }: Candidate): number => (offer?.contents?.shell === '' ? 2 : offer?.contents?.packageManager === '' ? 1 : 0);
  return lacks(one) < lacks(other) || (lacks(one) === lacks(other) && (one.converted?.problems.length ?? 0) < (other.converted?.problems.length ?? 0));
}

export function whole({ use }: BaseUnit, reason: Message): Problem {
  return { range: use.range, reason };
}

/** The final stage, and what it is built on. */
export function shippedOf({ stages }: Build): ReadonlySet<number> {
  const shipped = new Set<number>();
  for (let stage: Stage | undefined = stages.at(-1); stage; stage = stage.base === undefined ? undefined : stages[stage.base]) shipped.add(stage.index);
  return shipped;
}

interface Priced {
  readonly offer: Offer;
  readonly cost: number;
}

/** What the catalog offers and the policy accepts, the cheapest first. */
function offersFor(unit: BaseUnit, build: Build, input: ConversionInput, suits: Suits): { offers: readonly Priced[]; reason?: Message } {
  const { context: { policy }, options: { to } } = input;
  const all = unique(purposesOf(unit, build).flatMap(purpose => askFor(unit, purpose, input)));
  if (all.length === 0) return { offers: [], reason: message('no table has an image that does the same job') };
  const accepted = all.filter(offer => isAccepted(offer, policy));
  if (accepted.length === 0) return { offers: [], reason: message('the trust policy accepts none of the images that do the same job') };
  const wanted = to === undefined ? accepted : accepted.filter(({ publisher }) => publisher === publisherIds[to]);
  const priced = wanted.flatMap(offer => {
    const cost = costOf(offer, { upstream: unit.upstream.name, tag: unit.reference.tag ?? '', asked: to !== undefined });
    return cost === undefined ? [] : [{ offer, cost }];
  });
  const fitting = priced.filter(({ offer }) => isMinimalEnough(offer, unit, build) && suits(offer, unit));
  if (fitting.length > 0) return { offers: [...fitting].sort((a, b) => a.cost - b.cost) };
  const [nearest] = wanted;
  return { offers: [], reason: nearest && priced.length === 0 ? otherVersion(nearest, unit.reference.tag ?? '') : message('no table has an image that does the same job') };
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

/** Official images hold a shell and a package manager, and run as root. */
const official: ImageContents = { user: '0', shell: 'sh', packageManager: 'apt', entrypoint: '', libc: 'glibc' };

function targetOf(offer: Offer, { engine: { catalog } }: ConversionInput): Target {
  const { reference, publisher } = offer;
  const base: Base | undefined = catalog.base(reference);
  const inside = catalog.inside(reference);
  const contents = offer.contents ?? { ...official, ...(base?.family === 'alpine' ? { packageManager: 'apk', libc: 'musl' } : {}) };
  return {
    reference, publisher, contents,
    family: contents.packageManager === '' ? undefined : base?.family,
    release: base?.release,
    workdir: inside?.workdir,
    programs: inside && new Set(inside.programs),
    users: new Set(inside?.users ?? []),
  };
}
