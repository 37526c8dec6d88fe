import { known, valueOf, type Fact } from '../core/fact';
import type { PublisherFact } from '../core/facts';
import { fullName, type ImageReference } from '../core/reference';
import type { HubAccounts, HubBadge } from '../oci/hub-accounts';
import type { LookupOptions } from '../oci/client';
import { aboutOf, publisherById } from '../publishers';
import { canonicalHost } from '../registries';
import type { AnswerKind, Answers, AnswersOf, Question } from './answers';
import { publisherFact } from './publisher';

const day = 24 * 3_600_000;
/** Docker Hub takes its time to give a badge, and to take one. An answer that says nothing is worth another try. */
const lives = { badge: { fresh: day, told: 7 * day }, unknown: { fresh: 10 * 60_000 } } as const;
const mostRemembered = 5_000;

/** Who makes images: by their names, and for namespaces of Docker Hub that no table names, by the badge that it gives them. */
export interface Publishers {
  of(reference: ImageReference): Fact<PublisherFact>;
  /** Another number as soon as `of` may say something else. */
  revision(): number;
  /** Asks Docker Hub for the badge where that could tell more. True when it became known. Never rejects. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<boolean>;
}

/** Publisher by badge. */
const byBadge: Readonly<Record<Exclude<HubBadge, 'none' | 'unknown'>, string>> = {
  verified: 'docker-verified-publisher',
  sponsored: 'docker-sponsored-oss',
};

export function createPublishers(accounts: HubAccounts, answers: Answers): Publishers {
  const byName = new Map<string, PublisherFact>();
  const badges: AnswersOf<HubBadge> = answers.of(badgeKind);

  /** Host names have no letter case, and Docker Hub has several of them: none of that may hide who a name belongs to. */
  function judgedByName(reference: ImageReference): PublisherFact {
    const named = { ...reference, registry: canonicalHost(reference.registry) };
    const key = `${fullName(named)}:${reference.tag ?? ''}`;
    const before = byName.get(key);
    if (before) return before;
    const fact = publisherFact(named);
    if (byName.size >= mostRemembered) byName.clear();
    byName.set(key, fact);
    return fact;
  }

  function withBadge(fact: PublisherFact, reference: ImageReference): PublisherFact {
    if (fact.kind !== 'unknown-namespace' || !fact.hub) return fact;
    const badge = valueOf(badges.current(questionOf(fact.namespace)));
    const publisher = badge === 'verified' || badge === 'sponsored' ? publisherById(byBadge[badge]) : undefined;
    return publisher ? { kind: 'known', id: publisher.id, title: `${publisher.title}: ${fact.namespace}`, about: aboutOf(publisher, reference) } : fact;
  }

  return {
    of: reference => known(withBadge(judgedByName(reference), reference)),
    revision: () => badges.revision(),
    async lookUp(reference, options) {
      const fact = judgedByName(reference);
      if (fact.kind !== 'unknown-namespace' || !fact.hub) return false;
      const { namespace } = fact;
      const before = valueOf(badges.current(questionOf(namespace)));
      const badge = valueOf(await badges.lookUp(questionOf(namespace), () => accounts.badge(namespace, options)));
      return badge !== before && (badge === 'verified' || badge === 'sponsored');
    },
  };
}

/** Docker Hub's own API gives badges to whole namespaces, and tells everybody the same: no login of the registry's counts. */
function questionOf(namespace: string): Question {
  return { registry: 'hub.docker.com', repository: namespace, about: '' };
}

const allBadges: readonly unknown[] = ['verified', 'sponsored', 'none'] satisfies readonly HubBadge[];

const badgeKind: AnswerKind<HubBadge> = {
  id: 'badge',
  life: badge => lives[badge === 'unknown' ? 'unknown' : 'badge'],
  store: badge => (badge === 'unknown' ? undefined : badge),
  pick: stored => (allBadges.includes(stored) ? (stored as HubBadge) : undefined),
};
