import type { Clash, Link } from '../../conversion/clash';
import { clashWith } from '../../conversion/choose';
import { message, type Message } from '../../core/message';
import { familiarReference } from '../../core/reference';
import type { Candidate, Candidates } from './candidates';

const said: Readonly<Record<Clash, (wanted: string, other: string) => Message>> = {
  layout: (wanted, other) => message('{0} would fit, but files are copied between it and {1}, which has them elsewhere', wanted, other),
  runtime: (wanted, other) => message('{0} would fit, but files are copied between it and {1}, which is of another version', wanted, other),
  libc: (wanted, other) => message('{0} would fit, but files are copied between it and {1}, which has another C library, or another version of it', wanted, other),
  libraries: (wanted, other) => message('{0} would fit, but files are copied between it and {1}, which has other libraries', wanted, other),
};

interface Taken {
  readonly chosen: readonly Candidate[];
  readonly links: readonly Link[];
}

/** Why a unit stays that has options: by the best of them, and the image that this does not go together with. */
export function reasonApart(unit: number, all: readonly Pick<Candidates, 'stays' | 'options'>[], { chosen, links }: Taken): Message {
  const options = [...(all[unit]?.options ?? [])].sort((a, b) => a.cost - b.cost);
  const stays = all.map(each => each.stays);
  for (const option of options) {
    const found = clashWith({ option, unit }, chosen, links, stays);
    const other = found && chosen[found.other];
    if (other && option.offer) return said[found.clash](familiarReference(option.offer.reference), nameOf(other));
  }
  return message('no image fits together with those of the stages that it shares files with');
}

function nameOf({ unit, offer }: Candidate): string {
  return offer ? familiarReference(offer.reference) : unit.use.raw;
}
