import { message } from '../../core/message';
import { dockerHub } from '../../core/reference';
import { officialContents } from '../official-contents';
import { nearestTag, type LiveTags } from '../official-tags';
import { numbersOf } from '../tag';
import { userDifference } from './differences';
import { keptOf } from './kept';
import type { OfferQuestion, OfferSource } from './offer';

/** The official image of the same software, for images of others that are built differently: no shell or user is taken away. */
export const officialOffers: OfferSource = (question, tables) => {
  const { officialTags } = tables;
  const { row, product, version } = question;
  if (row.dockerOfficial === '') return [];
  const live = officialTags.of(row.dockerOfficial);
  const tag = live && tagFor(question, live);
  if (tag === undefined) return [];
  const reference = { registry: dockerHub, repository: `library/${row.dockerOfficial}`, tag };
  return [{
    reference,
    publisher: 'docker-official',
    exists: 'catalog',
    kept: keptOf(version, version === undefined ? undefined : tag, product),
    isGuess: false,
    differences: [...userDifference(officialContents(reference, tables)?.user), message('other paths, settings and environment variables')],
  }];
};

/** The version that was asked for, as far as something of it is still rebuilt. */
function tagFor({ version, parsed: { distribution } }: OfferQuestion, live: LiveTags): string | undefined {
  const asked = { words: [], ...(distribution?.family === 'alpine' ? { distribution } : {}) };
  if (version === undefined) return live.has('latest') ? 'latest' : undefined;
  const numbers = numbersOf(version);
  for (let length = numbers.length; length > 0; length -= 1) {
    const part = numbers.slice(0, length).join('.');
    const tag = nearestTag(live, { ...asked, version: part }, part);
    if (tag !== undefined) return tag;
  }
  return undefined;
}
