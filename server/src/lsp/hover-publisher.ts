import { valueOf } from '../core/fact';
import type { Facts, PublisherFact } from '../core/facts';
import { message, type Message } from '../core/message';
import { escapeMarkdown } from './markdown';
import type { Session } from './session';

/** Who makes the image, by its name. */
export function publisherLine({ publisher }: Facts): Message[] {
  const known = valueOf(publisher);
  return known ? [publisherText(known)] : [];
}

function publisherText(publisher: PublisherFact): Message {
  switch (publisher.kind) {
    case 'known':
      return message('{0}: known publisher (by name)', publisher.title);
    case 'not-official':
      return message('No official image has this name: built locally, or a typo?');
    case 'unknown-namespace':
      return message('Unknown publisher: {0}', publisher.namespace);
    case 'private-registry':
      return message('A private registry: whose images these are is not judged');
  }
}

/** What does not change from one day to the next stands last: a hover is small. */
export function publisherNotes(facts: Facts, session: Session): string[] {
  const { note, free, signing } = aboutOf(facts) ?? {};
  return [note, free, signing].flatMap(text => (text ? [escapeMarkdown(session.say(text))] : []));
}

export function publisherPage(facts: Facts): string | undefined {
  return aboutOf(facts)?.page;
}

function aboutOf({ publisher }: Facts) {
  const known = valueOf(publisher);
  return known && 'about' in known ? known.about : undefined;
}
