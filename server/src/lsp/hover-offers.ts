import { message } from '../core/message';
import { familiarReference } from '../core/reference';
import { commands } from '../protocol';
import type { Offers } from '../service/image-service';
import type { Shown } from './hover-shown';
import { code, commandLink, escapeMarkdown } from './markdown';

/** More alternatives than this are for the light bulb. */
const mostAlternatives = 3;

/** What else would do the same job, and what the policy keeps from being offered. */
export function offerLines(shown: Shown): string[] {
  const { offers, session } = shown;
  const sections: string[] = [];
  if (offers.offered.length > 0) {
    const lines = offers.offered.slice(0, mostAlternatives).map(offer => `- ${offerLine(offer, shown)}`);
    sections.push(`${escapeMarkdown(session.say(message('Hardened alternatives')))}\n${lines.join('\n')}`);
  }
  if (offers.rejected.length > 0) {
    const names = offers.rejected.slice(0, mostAlternatives).map(({ reference }) => code(familiarReference(reference)));
    sections.push(`${escapeMarkdown(session.say(message('Not offered, because the trust list does not have them')))}${escapeMarkdown(':')} ${names.join(', ')}`);
  }
  return sections;
}

function offerLine({ alternative, text }: Offers['offered'][number], { session, swapTo }: Shown): string {
  const name = code(familiarReference(alternative.reference));
  if (alternative.details === 'missing') {
    return `${name} – ${escapeMarkdown(session.say(message('not found on {0}', alternative.reference.registry)))}`;
  }
  const request = session.commands ? swapTo(alternative) : undefined;
  const link = request ? ` ${commandLink(session.say(message('Replace')), commands.applyFix, request)}` : '';
  return `${name} – ${escapeMarkdown(session.say(text))}${link}`;
}
