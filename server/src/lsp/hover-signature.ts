import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { message, type Message } from '../core/message';
import type { Verdict } from '../core/verification';
import { commands } from '../protocol';
import type { Shown } from './hover-shown';
import { commandLink } from './markdown';
import { verifyOffer } from './verify-offer';

/** A click checks the signature, which is consent for the image's host. */
export function verifyLink(shown: Shown): string[] {
  const offer = verifyOffer(shown.use, shown);
  if (!offer) return [];
  const { reference, uri } = offer;
  return [commandLink(shown.session.say(message('Verify signature')), commands.verify, { reference, uri })];
}

/** What a check that has run said; nothing is said of one that could not look. */
export function signatureLine({ signature }: Facts): Message[] {
  const checked = valueOf(signature);
  const text = checked && signatureText(checked);
  return text ? [text] : [];
}

export function signatureText({ verdict, identity }: { readonly verdict: Verdict; readonly identity?: string }): Message | undefined {
  const who = identity ?? '–';
  const texts: Readonly<Record<Verdict, Message | undefined>> = {
    verified: message('signature verified: {0}', who),
    'signed-unpinned': message('signed by {0}, but nobody said who should sign', who),
    invalid: message('signature not accepted'),
    unsigned: message('not signed'),
    'publisher-does-not-sign': message('the publisher does not sign its images'),
    unknown: undefined,
  };
  return texts[verdict];
}
