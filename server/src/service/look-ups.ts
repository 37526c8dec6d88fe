import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { judgedAs } from '../policy/upstreams';
import { lookUpDetails } from './detailing';
import { followedByItself, followedTag } from './followed-tag';
import type { DocumentContext, ImageService } from './image-service';
import { digestsToLookUp, lookUpAll, mostLookups, referencesToLookUp, unknownNamespaces } from './looking-up';
import type { Sources } from './sources';
import { troublesWith } from './troubles';

type LookUps = Pick<ImageService, 'lookUp' | 'troubles' | 'lookUpDetails' | 'lookUpDetailsOf' | 'sizeOf' | 'lookUpSize'>;

/** What asks registries. `platform`: of the containers that the user runs. */
export function createLookUps({ facts, details, indexes, tagAdvising, publishers, resolutions, hosts }: Sources, platform: string): LookUps {
  const sources = { details, indexes, tagAdvising, publishers, resolutions };
  return {
    lookUp(document, context, options) {
      const factsOf = (use: ImageUse): Facts => facts.ofUse(use, document, context);
      const namespaces = unknownNamespaces(document, factsOf, reference => judgedAs(reference, context.policy));
      const references = referencesToLookUp(document, factsOf, mostLookups - namespaces.length);
      return lookUpAll({ references, namespaces, then: () => digestsToLookUp(document, factsOf) }, sources, options);
    },
    troubles: (document, context) =>
      troublesWith(referencesToLookUp(document, use => facts.ofUse(use, document, context)), { resolutions, hosts }),
    async lookUpDetails(document, use, context, options) {
      const { reference } = use;
      if (!reference || use.tagElsewhere || use.cache) return false;
      const asked = { reference, judged: judgedAs(reference, context.policy), facts: facts.ofUse(use, document, context), follows: followedTag(use, document), wantsNewer: wantsNewer(context) };
      return lookUpDetails({ ...asked, platform: use.platform ?? platform }, sources, options);
    },
    lookUpDetailsOf(reference, context, options) {
      const asked = { reference, judged: judgedAs(reference, context.policy), facts: facts.ofReference(reference, context), follows: followedByItself(reference), wantsNewer: wantsNewer(context) };
      return lookUpDetails({ ...asked, platform }, sources, options);
    },
    sizeOf: reference => sizeIn(details.current(reference, platform)),
    lookUpSize: async (reference, { consent, signal }) =>
      sizeIn(await details.lookUp(reference, platform, signal ? { consent, signal } : { consent })),
  };
}

function sizeIn(fact: Facts['details']): number | undefined {
  const known = valueOf(fact);
  return known === 'missing' ? undefined : known?.size;
}

/** Somebody gave the rule about newer tags a severity. */
function wantsNewer({ policy }: DocumentContext): boolean {
  return (policy.rules['tag-outdated'] ?? 'off') !== 'off';
}
