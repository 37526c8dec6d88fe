import { ageText } from '../../core/age';
import { valueOf } from '../../core/fact';
import type { Facts, SignatureFact } from '../../core/facts';
import { hasMoved } from '../../core/freshness';
import { message, type Message } from '../../core/message';
import { pinnedText } from '../../service/freshness-text';
import { builtText } from '../hover-age';
import { signatureText } from '../hover-signature';

/** The tooltip has longer names of signers whole. */
const longestIdentity = 60;

/** What is known of a pinned image, in as few words as possible; nothing where all that is known is that it is pinned. */
export function hintTexts(digest: string, facts: Facts, now: number): readonly Message[] {
  return [...tagTexts(digest, facts), ...builtText(facts, now), ...signatureTexts(valueOf(facts.signature))];
}

/** The same in whole sentences. */
export function hintDetails(digest: string, facts: Facts, now: number): readonly Message[] {
  const signature = valueOf(facts.signature);
  const signed = signature && signatureText(signature);
  const checked = signature && message('checked {0}', ageText(now - signature.checkedAt));
  return [...pinnedText(digest, facts), ...builtText(facts, now), ...(signed ? [signed] : []), ...(checked ? [checked] : [])];
}

function tagTexts(digest: string, { tagNow, children }: Facts): readonly Message[] {
  const serves = valueOf(tagNow)?.serves;
  if (serves === undefined) return [];
  if (serves === 'missing') return [message('tag is gone')];
  if (!hasMoved(digest, serves)) return [];
  return [valueOf(children)?.includes(digest) ? message('one platform only') : message('tag serves another digest')];
}

const marks: Readonly<Partial<Record<SignatureFact['verdict'], string>>> = { verified: '✔', invalid: '✘', unsigned: '!', 'signed-unpinned': '!' };

function signatureTexts(signature: SignatureFact | undefined): readonly Message[] {
  const mark = signature && marks[signature.verdict];
  const text = signature && signatureText({ verdict: signature.verdict, ...(signature.identity === undefined ? {} : { identity: shortened(signature.identity) }) });
  return mark !== undefined && text ? [message('{0} {1}', mark, text)] : [];
}

function shortened(identity: string): string {
  const letters = [...identity.replace(/^https:\/\//, '')];
  return letters.length <= longestIdentity ? letters.join('') : `${letters.slice(0, longestIdentity).join('')}…`;
}
