import { message } from '../core/message';
import { publisherPage } from './hover-publisher';
import { hostLinks, signInLink } from './hover-resolution';
import type { Shown } from './hover-shown';
import { verifyLink } from './hover-signature';
import { webLink } from './markdown';

/** What can be done and read besides, on one line. */
export function linksLine(shown: Shown): string[] {
  const links = [...verifyLink(shown), ...signInLink(shown), ...pageLinks(shown), ...hostLinks(shown)];
  return links.length === 0 ? [] : [links.join(' \\| ')];
}

function pageLinks({ use, facts, session, runtime }: Shown): string[] {
  const image = use.reference ? runtime.service.pageOf(use.reference) : undefined;
  const publisher = publisherPage(facts);
  return [
    ...(image === undefined ? [] : [webLink(session.say(message('Page of this image')), image)]),
    ...(publisher === undefined ? [] : [webLink(session.say(message('About this publisher')), publisher)]),
  ];
}
