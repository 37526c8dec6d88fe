import { message, type Message } from '../core/message';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import { plainText } from '../core/plain-text';
import { familiarName, familiarReference, type ImageReference } from '../core/reference';
import type { Rule } from './rule';

const longestName = 100;

/**
 * A finding over the whole reference, at the place where it is fixed; the place that uses it is related when it is another.
 * A rule that is off by default tells what it finds as information.
 */
export function findingOf(rule: Rule, use: ImageUse, what: Message): Finding {
  const { site } = use;
  const { severity } = rule;
  return {
    rule: rule.id,
    concern: rule.concern,
    severity: severity === 'off' ? 'information' : severity,
    range: site.range,
    message: what,
    use,
    related: site.related ? [{ range: use.range, message: site.related }] : [],
  };
}

/** `node:20`, cut where a message could not be read any more. */
export function shown(reference: ImageReference): string {
  return plainText(familiarReference(reference), longestName);
}

/** `node`, without tag and digest. */
export function shownName(reference: ImageReference): string {
  return plainText(familiarName(reference), longestName);
}

/** The reference when it has no digest: what the rules about pinning judge. */
export function unpinned({ reference, cache }: ImageUse): ImageReference | undefined {
  return reference && reference.digest === undefined && !cache ? reference : undefined;
}

export const pinAdvice: Message = message(
  'A tag is a moving name: the registry may serve other bytes for it tomorrow. A digest names the bytes themselves, so every build and every node gets what was tested. Keep the tag beside the digest, so that people and update bots can still read it.',
);
