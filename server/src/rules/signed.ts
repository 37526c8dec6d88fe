import type { SignatureFact } from '../core/facts';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import { findingOf, shown } from './finding';
import type { Rule } from './rule';

/** A finding about a signature: an error where the policy requires one, and then it says so. */
export function aboutSignature(rule: Rule, use: ImageUse, { required, reason }: SignatureFact, what: (image: string, reason: Message) => Message): Finding[] {
  if (!use.reference) return [];
  const image = shown(use.reference);
  if (!required) return [findingOf(rule, use, what(image, reason))];
  return [{ ...findingOf(rule, use, message('The policy requires a signature on {0}: {1}', image, reason)), severity: 'error' }];
}
