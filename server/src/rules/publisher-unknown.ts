import { valueOf } from '../core/fact';
import type { PublisherFact } from '../core/facts';
import type { Severity } from '../core/finding';
import { message, type Message } from '../core/message';
import { isTrusted } from '../core/policy-trust';
import { judgedAs } from '../core/policy-upstreams';
import type { ImageReference } from '../core/reference';
import { findingOf, shown } from './finding';
import type { Rule } from './rule';

export const publisherUnknown: Rule = {
  id: 'publisher-unknown',
  concern: 'publisher',
  severity: 'warning',
  summary: message('Nobody known publishes this image'),
  explanation: message(
    'Anybody can open a namespace on a public registry. Of this one no table of known publishers says whose it is, so look who makes the image before you build on it; or name it in the trust list of .plimsoll.yaml. Images on private registries are never judged.',
  ),
  needs: ['publisher'],
  check({ use, facts, policy }) {
    const publisher = valueOf(facts.publisher);
    if (!use.reference || !publisher || isTrusted(use.reference, undefined, policy)) return [];
    const found = judge(publisher, judgedAs(use.reference, policy));
    return found ? [{ ...findingOf(publisherUnknown, use, found.what), severity: found.severity }] : [];
  },
};

function judge(publisher: PublisherFact, reference: ImageReference): { what: Message; severity: Severity } | undefined {
  if (publisher.kind === 'not-official') {
    return { what: message('{0} is no official image: built locally, or a typo?', shown(reference)), severity: 'information' };
  }
  if (publisher.kind !== 'unknown-namespace') return undefined;
  const { hub, namespace } = publisher;
  if (hub) return { what: message('{0} on Docker Hub is no known publisher', namespace), severity: 'warning' };
  return { what: message('{0} on {1} is no known publisher', namespace, reference.registry), severity: 'information' };
}
