import type { CodeAction } from 'vscode-languageserver';
import { valueOf } from '../../core/fact';
import type { ImageUse } from '../../core/image-use';
import { planTrust, trustOffersFor, type TrustOffer } from '../../service/assist/trust';
import type { Asked } from '../code-actions/asked';
import { plain } from '../markdown';
import { edited, requested, type PolicyPlace } from './policy-edit';

/** Ways to accept an image: an edit of the team's policy, or a text for who keeps that. */
export async function trustActions(use: ImageUse, asked: Asked): Promise<CodeAction[]> {
  const { runtime, read, situation, policies } = asked;
  const { trustList } = situation.context;
  if (!trustList || !use.reference) return [];
  const facts = runtime.service.facts(use, read, situation.context);
  const offers = trustOffersFor(use.reference, valueOf(facts.publisher), situation.context);
  const { file } = trustList;
  const place = { file, found: await policies.at(file) };
  return offers.flatMap(offer => {
    const done = doing(offer, place, asked);
    return done ? [{ title: plain(asked.session.say(offer.title)), kind: 'quickfix', ...done }] : [];
  });
}

function doing({ entry, title, request }: TrustOffer, place: PolicyPlace, asked: Asked): Partial<CodeAction> | undefined {
  if (entry) return edited(text => planTrust(text, entry), place, asked);
  return request && requested({ title, request }, asked);
}
