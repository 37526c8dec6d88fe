import type { ClockPort } from '../core/ports';
import { known, type Fact } from '../core/fact';
import type { PublisherFact } from '../core/facts';
import { fullName, type ImageReference } from '../core/reference';
import type { HubAccounts, HubBadge } from '../oci/hub-accounts';
import type { LookupOptions } from '../oci/client';
import { aboutOf, publisherById } from '../publishers';
import { canonicalHost } from '../registries';
import { isAboutConsent } from './asked';
import { publisherFact } from './publisher';

/** Milliseconds for which a badge stands, and after which a failure is tried again. */
const lifetime = { badge: 24 * 3_600_000, unknown: 10 * 60_000 } as const;
const mostRemembered = 5_000;

/** Who makes images: by their names, and for namespaces of Docker Hub that no table names, by the badge that it gives them. */
export interface Publishers {
  of(reference: ImageReference): Fact<PublisherFact>;
  /** Another number as soon as `of` may say something else. */
  revision(): number;
  /** Asks Docker Hub for the badge where that could tell more. True when it became known. Never rejects. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<boolean>;
}

interface Entry {
  readonly badge: HubBadge;
  readonly until: number;
}

/** Publisher by badge. */
const byBadge: Readonly<Record<Exclude<HubBadge, 'none' | 'unknown'>, string>> = {
  verified: 'docker-verified-publisher',
  sponsored: 'docker-sponsored-oss',
};

export function createPublishers(accounts: HubAccounts, clock: ClockPort): Publishers {
  const byName = new Map<string, PublisherFact>();
  const badges = new Map<string, Entry>();
  let revision = 0;

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
    const badge = badges.get(fact.namespace)?.badge;
    const publisher = badge === 'verified' || badge === 'sponsored' ? publisherById(byBadge[badge]) : undefined;
    return publisher ? { kind: 'known', id: publisher.id, title: `${publisher.title}: ${fact.namespace}`, about: aboutOf(publisher, reference) } : fact;
  }

  return {
    of: reference => known(withBadge(judgedByName(reference), reference)),
    revision: () => revision,
    async lookUp(reference, options) {
      const fact = judgedByName(reference);
      if (fact.kind !== 'unknown-namespace' || !fact.hub) return false;
      const { namespace } = fact;
      if ((badges.get(namespace)?.until ?? 0) > clock.now()) return false;
      const badge = await badgeOf(accounts, namespace, options);
      if (badge === undefined) return false;
      const life = badge === 'unknown' ? lifetime.unknown : lifetime.badge;
      if (badges.size >= mostRemembered) badges.clear();
      badges.set(namespace, { badge, until: clock.now() + life });
      revision += 1;
      return badge === 'verified' || badge === 'sponsored';
    },
  };
}

/** Undefined when nobody was asked, because it was not allowed: it may be next time. */
async function badgeOf(accounts: HubAccounts, namespace: string, options: LookupOptions): Promise<HubBadge | undefined> {
  try {
    return await accounts.badge(namespace, options);
  } catch (error) {
    return isAboutConsent(error) ? undefined : 'unknown';
  }
}
