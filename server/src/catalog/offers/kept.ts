import { isOver, type Product } from '../release-cycles';
import { compareVersions, isWithin, numbersOf } from '../tag';
import type { Kept } from './offer';

/** How `offered` stands to the version that was asked for. Cycles count where the product has some: Python 3.12 is not 3.13. */
export function keptOf(asked: string | undefined, offered: string | undefined, product: Product | undefined): Kept {
  if (asked === undefined) return 'same';
  if (offered === undefined) return 'major';
  if (numbersOf(asked)[0] !== numbersOf(offered)[0]) return 'major';
  const cycle = product?.cycles.find(({ name }) => isWithin(asked, name));
  const same = cycle ? isWithin(offered, cycle.name) || isWithin(cycle.name, offered) : compareVersions(asked, offered) === 0;
  return same ? 'same' : 'minor';
}

/** What a `latest` that nobody looked at stands for, most likely: the newest release of the product. */
export function newestOf(product: Product | undefined, today: string): string | undefined {
  return product?.cycles.find(cycle => cycle.released <= today && !isOver(cycle, today))?.name;
}
