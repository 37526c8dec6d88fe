import { known, type Fact } from '../../server/src/core/fact';
import type { SignatureFact } from '../../server/src/core/facts';
import { message } from '../../server/src/core/message';

/** A check has run, and this came out; an image that nobody signed, where nothing else is said. */
export function checked(fact: Partial<SignatureFact> = {}): Fact<SignatureFact> {
  const digest = `sha256:${'d'.repeat(64)}`;
  return known({ verdict: 'unsigned', byOther: false, reason: message('No signature was found.'), digest, checkedAt: 0, required: false, ...fact });
}
