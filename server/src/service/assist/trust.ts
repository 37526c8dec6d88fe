import type { PublisherFact } from '../../core/facts';
import { message, type Message } from '../../core/message';
import { familiarReference, formatReference, fullName, type ImageReference } from '../../core/reference';
import type { TextEdit } from '../../core/range';
import { addToPolicy } from '../../policy/edit';
import { mayLoosen } from '../../policy/locks';
import { isTrusted } from '../../policy/trust';
import type { TrustEntry } from '../../policy/trust-entry';
import { judgedAs } from '../../policy/upstreams';
import { publisherById } from '../../publishers';
import type { DocumentContext } from '../image-service';
import { policyWords } from '../policy-words';

/** Something that can be done about an image that the trust list does not have. */
export interface TrustOffer {
  readonly title: Message;
  /** What is added to the list; absent where the policy does not allow it, and somebody else has to be asked. */
  readonly entry?: TrustEntry;
  /** What to ask for then. */
  readonly request?: Message;
}

/**
 * Ways to accept an image, the widest first. One that would change nothing, because a file above or beside has the last word,
 * is no way; where none is left, there is somebody to ask.
 */
export function trustOffersFor(reference: ImageReference, publisher: PublisherFact | undefined, context: DocumentContext): readonly TrustOffer[] {
  const { policy, trustList, path } = context;
  if (!trustList) return [];
  const id = publisher?.kind === 'known' ? publisher.id : undefined;
  const entries = mayLoosen(policy, 'trust') ? entriesFor(judgedAs(reference, policy), id) : [];
  const offers = entries.filter(({ entry }) => isTrusted(reference, id, trustList.with(entry)));
  if (offers.length > 0) return offers;
  const request = message('Please add {0} to the trust list.\nUsed in: {1}\nThe list is kept by: {2}', formatReference(reference), path, trustList.decidedBy);
  return [{ title: message('Request trust for {0}', familiarReference(reference)), request }];
}

/** What a proxy cache serves is trusted under the name of what it proxies, whoever serves it. */
function entriesFor(judged: ImageReference, publisher: string | undefined): readonly { readonly title: Message; readonly entry: TrustEntry }[] {
  const known = publisher === undefined ? undefined : publisherById(publisher);
  const namespace = namespaceOf(judged);
  const image = fullName(judged);
  return [
    ...(known ? [{ title: message('Trust publisher {0}', known.title), entry: { key: 'publishers', value: known.id } as const }] : []),
    ...(namespace === undefined ? [] : [{ title: message('Trust {0}', namespace), entry: { key: 'references', value: namespace } as const }]),
    { title: message('Trust this image ({0})', image), entry: { key: 'references', value: image } },
  ];
}

/** Everything of one owner. The official images have many, and a registry without namespaces as many as it has images. */
function namespaceOf({ registry, repository }: ImageReference): string | undefined {
  const [first = '', ...rest] = repository.split('/');
  return rest.length === 0 || first === 'library' ? undefined : `${registry}/${first}/**`;
}

/** The edit that adds to the trust list in the text of a policy file; undefined where there is nothing to add, or no safe way. */
export function planTrust(text: string, entry: TrustEntry): TextEdit | undefined {
  return addToPolicy(text, entry, policyWords);
}
