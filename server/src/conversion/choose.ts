import { clashOf, pairOf, type Clash, type Link, type Option } from './clash';

/** Stages that are built on one base. The first option that may be taken is that the base stays. */
export interface Unit<O extends Option> {
  readonly stays: O;
  readonly options: readonly O[];
}

/** More combinations than this nobody waits for: then every unit that is left decides for itself. */
const mostSteps = 50_000;

/** The cheapest combination in which nothing is copied to where it does not run. */
export function choose<O extends Option>(units: readonly Unit<O>[], links: readonly Link[]): readonly O[] {
  const search = new Search(units, links);
  return search.best();
}

class Search<O extends Option> {
  readonly #units: readonly Unit<O>[];
  readonly #links: readonly Link[];
  readonly #stays: readonly O[];
  /** Numbers of units: what many share files with is decided about first, as it decides about them. */
  readonly #order: readonly number[];
  /** What the units from each place of the order on cost at least. */
  readonly #least: readonly number[];
  #best: { readonly chosen: readonly O[]; readonly cost: number };
  #steps = 0;

  constructor(units: readonly Unit<O>[], links: readonly Link[]) {
    this.#units = units;
    this.#links = links;
    this.#stays = units.map(({ stays }) => stays);
    const linksOf = (unit: number): number => links.filter(({ from, to }) => from === unit || to === unit).length;
    this.#order = [...units.keys()].sort((a, b) => linksOf(b) - linksOf(a));
    const cheapest = this.#order.map(unit => Math.min(...this.#optionsOf(unit).map(({ cost }) => cost)));
    this.#least = [...cheapest.keys(), cheapest.length].map(place => cheapest.slice(place).reduce((sum, cost) => sum + cost, 0));
    this.#best = { chosen: this.#stays, cost: total(this.#stays) };
  }

  best(): readonly O[] {
    this.#go(new Map(), 0);
    return this.#best.chosen;
  }

  #go(chosen: ReadonlyMap<number, O>, cost: number): void {
    if (cost + (this.#least[chosen.size] ?? 0) >= this.#best.cost || (this.#steps += 1) > mostSteps) return;
    const unit = this.#order[chosen.size];
    if (unit === undefined) {
      this.#best = { chosen: this.#stays.map((stays, index) => chosen.get(index) ?? stays), cost };
      return;
    }
    for (const option of this.#optionsOf(unit)) {
      const next = new Map(chosen).set(unit, option);
      if (this.#fits(next, unit)) this.#go(next, cost + option.cost);
    }
  }

  #optionsOf(unit: number): readonly O[] {
    const { options = [], stays } = this.#units[unit] ?? {};
    return stays ? [...options, stays] : options;
  }

  /** The newest choice with those before it. */
  #fits(chosen: ReadonlyMap<number, O>, newest: number): boolean {
    return this.#links.every(link => {
      const [from, to] = [chosen.get(link.from), chosen.get(link.to)];
      if (!from || !to || (link.from !== newest && link.to !== newest)) return true;
      return clashOf(link, { from, to }, pairOf(link, this.#stays)) === undefined;
    });
  }
}

function total(options: readonly Option[]): number {
  return options.reduce((sum, { cost }) => sum + cost, 0);
}

/** What keeps a unit from taking an option, while the others take what was chosen: the first of them, by its number. */
export function clashWith<O extends Option>(wanted: { readonly option: O; readonly unit: number }, chosen: readonly O[], links: readonly Link[], stays: readonly O[]): { readonly other: number; readonly clash: Clash } | undefined {
  const now = chosen.with(wanted.unit, wanted.option);
  for (const link of links) {
    const clash = link.from === wanted.unit || link.to === wanted.unit ? clashOf(link, pairOf(link, now), pairOf(link, stays)) : undefined;
    if (clash) return { other: link.from === wanted.unit ? link.to : link.from, clash };
  }
  return undefined;
}
