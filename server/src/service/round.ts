import type { Consent } from '../core/consent';
import { formatReference, type ImageReference } from '../core/reference';

/** References that one round asks about at the same time: the time that each may take begins when it is its turn. */
const atOnce = 12;

/**
 * One action over many documents. Each reference is asked about once, whatever the answer, so that it means the same digest
 * wherever it stands.
 */
export interface Round {
  once<T>(question: RoundQuestion, ask: () => Promise<T>): Promise<T>;
}

export interface RoundQuestion {
  readonly what: 'tag' | 'digest';
  readonly reference: ImageReference;
  /** What somebody may not ask another one may. */
  readonly consent: Consent;
}

export function createRound(): Round {
  const answers = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let asking = 0;

  async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    if (asking < atOnce) asking += 1;
    else await new Promise<void>(resolve => void waiting.push(resolve));
    try {
      return await ask();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else asking -= 1;
    }
  }

  return {
    once<T>({ what, reference, consent }: RoundQuestion, ask: () => Promise<T>): Promise<T> {
      const key = JSON.stringify([what, formatReference(reference), consent]);
      const known = answers.get(key) as Promise<T> | undefined;
      if (known) return known;
      const answer = inTurn(ask);
      answers.set(key, answer);
      return answer;
    },
  };
}
