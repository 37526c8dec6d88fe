import { valueOf, type Fact, type UnknownReason } from '../core/fact';
import type { AboutPublisher, Alternative, Facts, PublisherFact, Resolution } from '../core/facts';
import type { ReadDocument } from '../core/document';
import { formatSize } from '../core/image-details';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import { formatReference } from '../core/reference';
import type { AllowHost, FixRequest } from '../protocol';
import type { Offers } from '../service/image-service';
import { hostCommands, hostToAllow } from './allow-host';
import type { Situation } from './contexts';
import type { EdgeParts } from './edge-parts';
import { offerLines } from './hover-offers';
import { code, commandLink, escapeMarkdown, webLink } from './markdown';
import type { Session } from './session';

export interface Shown extends EdgeParts {
  readonly read: ReadDocument;
  readonly use: ImageUse;
  readonly facts: Facts;
  readonly offers: Offers;
  readonly situation: Situation;
  /** The swap that a link to an alternative runs; undefined when there is none to run. */
  swapTo(alternative: Alternative): FixRequest | undefined;
}

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
    [...resolutionLines(shown), ...sizeLines(facts, say)].join(escapeMarkdown(' · ')),
    ...offerLines(shown),
    ...more(shown),
    ...hostLinks(shown),
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

function sizeLines({ details }: Facts, say: (text: Message) => string): string[] {
  const known = valueOf(details);
  if (known === undefined || known === 'missing') return [];
  if (known.size === undefined) return [say(message('not built for {0}', known.platform))];
  return [say(message('{0} to pull for {1}', formatSize(known.size), known.platform))];
}

function resolutionLines(shown: Shown): string[] {
  const { use, facts, session, situation } = shown;
  const say = (text: Message) => escapeMarkdown(session.say(text));
  const { resolution } = facts;
  const pinned = use.reference?.digest;
  if (resolution.state === 'known') return [knownResolution(resolution.value, pinned, say)];
  if (pinned !== undefined) return [say(message('pinned to this digest'))];
  if (resolution.state === 'pending') return [say(message('Asking the registry'))];
  if (hostToAllow(use, shown) !== undefined) return [say(unknownReasons['host-not-allowed'])];
  return [say(reasonOf(resolution.reason, { trusted: session.trusted, situation }))];
}

function knownResolution(value: Resolution | 'missing', pinned: string | undefined, say: (text: Message) => string): string {
  if (value === 'missing') return say(message('The registry has no such image'));
  if (pinned !== undefined) return say(message('pinned to this digest'));
  return `${say(message('Digest now'))}${escapeMarkdown(':')} ${code(value.digest)}`;
}

/** "Not looked up" has many reasons, and none of them says anything about the image. */
const unknownReasons: Readonly<Record<UnknownReason, Message>> = {
  offline: message('not looked up (offline)'),
  'untrusted-workspace': message('not looked up (the workspace is not trusted)'),
  'host-not-allowed': message('not looked up (this host is asked only when you say so)'),
  'rate-limited': message('not looked up (the registry asked for a pause)'),
  unauthorized: message('not looked up (the registry wants a login)'),
  unreachable: message('not looked up (the registry could not be reached)'),
  'bad-answer': message('not looked up (the registry gave an answer that cannot be used)'),
  'not-looked-up': message('not looked up yet'),
  'not-in-catalog': message('not looked up yet'),
};

function reasonOf(reason: UnknownReason, { trusted, situation }: { trusted: boolean; situation: Situation }): Message {
  if (!trusted) return unknownReasons['untrusted-workspace'];
  if (situation.settings.offline) return unknownReasons.offline;
  if (situation.settings.lookups === 'off') return message('not looked up (look-ups are switched off)');
  return unknownReasons[reason];
}

function hostLinks(shown: Shown): string[] {
  const host = hostToAllow(shown.use, shown);
  if (host === undefined || !shown.session.commands) return [];
  const argument: AllowHost = { host };
  return [hostCommands(host).map(({ title, command }) => commandLink(shown.session.say(title), command, argument)).join(' \\| ')];
}
