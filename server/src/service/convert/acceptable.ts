import type { Offer } from '../../catalog';
import { message, type Message } from '../../core/message';
import { familiarReference } from '../../core/reference';

/** Software of which what ran on an older major version runs on a newer one, nearly always. */
const carriesOver: ReadonlySet<string> = new Set(['node', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'sapmachine', 'ibm-semeru-runtimes', 'ibmjava', 'maven', 'gradle']);

/** What a change of version costs. Undefined: nobody who is careful makes it unasked. */
export function costOf({ kept, isGuess }: Offer, { upstream, asked }: { readonly upstream: string; /** A publisher was asked for by name. */ readonly asked: boolean }): number | undefined {
  const guess = isGuess ? 1 : 0;
  if (kept === 'same') return guess;
  if (kept === 'minor') return 2 + guess;
  return asked || (!isGuess && carriesOver.has(upstream)) ? 4 + guess : undefined;
}

export function otherVersion(offer: Offer): Message {
  return message('the nearest image is {0}, which is of another major version', familiarReference(offer.reference));
}
