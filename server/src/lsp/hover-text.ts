import { ageText } from '../core/age';
import { valueOf, type Fact } from '../core/fact';
import type { AboutPublisher, Facts, PublisherFact } from '../core/facts';
import { formatSize } from '../core/image-details';
import { message, type Message } from '../core/message';
import { formatReference } from '../core/reference';
import { offerLines } from './hover-offers';
import { hostLinks, resolutionLines, signInLink } from './hover-resolution';
import type { Shown } from './hover-shown';
import { signatureLine, verifyLink } from './hover-signature';
import { code, escapeMarkdown, webLink } from './markdown';
import type { Session } from './session';

/** Paragraphs in Markdown: who makes the image, how it lives, what the registry says, what else would do. */
export function sectionsOf(shown: Shown): string[] {
  const { use, session, facts } = shown;
  const say = (text: Message): string => escapeMarkdown(session.say(text));
  if (!use.reference) return [code(use.raw), ...(use.unresolved ? [say(use.unresolved.message)] : [])];
  const local = valueOf(facts.local) === true;
  if (local) return [code(formatReference(use.reference)), say(message('built by this workspace'))];
  return [
    code(formatReference(use.reference)),
    ...publisherLine(facts.publisher).map(say),
    [...resolutionLines(shown), ...sizeLines(shown).map(say)].join(escapeMarkdown(' · ')),
    ...signatureLine(facts).map(say),
    ...offerLines(shown),
    ...more(shown),
    ...hostLinks(shown),
    ...signInLink(shown),
    ...verifyLink(shown),
  ].filter(section => section !== '');
}

function publisherLine(fact: Fact<PublisherFact>): Message[] {
  const publisher = valueOf(fact);
  return publisher ? [publisherText(publisher)] : [];
}

/** What does not change from one day to the next stands last: a hover is small. */
function more({ facts, session }: Shown): string[] {
  const publisher = valueOf(facts.publisher);
  const about = publisher && 'about' in publisher && publisher.about ? aboutLines(publisher.about, session) : [];
  const lines = [...lifecycleLines(facts, session), ...about].map(line => `- ${line}`);
  return lines.length === 0 ? [] : [lines.join('\n')];
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

function lifecycleLines({ lifecycle }: Facts, session: Session): string[] {
  return (valueOf(lifecycle) ?? []).map(({ what, date, source }) => {
    const since = date === undefined ? source : `${date}, ${source}`;
    return `${escapeMarkdown(session.say(what))} ${escapeMarkdown(`(${since})`)}`;
  });
}

function aboutLines({ signing, free, note, page }: AboutPublisher, session: Session): string[] {
  const lines = [note, free, signing].flatMap(text => (text ? [escapeMarkdown(session.say(text))] : []));
  return page === undefined ? lines : [...lines, webLink(session.say(message('About this publisher')), page)];
}

function sizeLines({ facts: { details }, runtime }: Shown): Message[] {
  if (details.state !== 'known' || details.value === 'missing') return [];
  const { size, platform } = details.value;
  const text = size === undefined ? message('not built for {0}', platform) : message('{0} to pull for {1}', formatSize(size), platform);
  return [details.asOf === undefined ? text : message('{0}, as of {1}', text, ageText(runtime.clock.now() - details.asOf))];
}
