import { unknown } from '../core/fact';
import type { Facts } from '../core/facts';

/** Nothing was asked, and nothing is known. */
export const nothingKnown: Facts = {
  publisher: unknown('not-looked-up'),
  alternatives: unknown('not-looked-up'),
  lifecycle: unknown('not-looked-up'),
  contents: unknown('not-looked-up'),
  latestOnly: unknown('not-looked-up'),
  local: unknown('not-looked-up'),
  resolution: unknown('not-looked-up'),
  tagNow: unknown('not-looked-up'),
  children: unknown('not-looked-up'),
  tagAdvice: unknown('not-looked-up'),
  details: unknown('not-looked-up'),
  signature: unknown('not-looked-up'),
};
