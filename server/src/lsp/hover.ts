import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver';
import { valueOf } from '../core/fact';
import type { Alternative, Facts, PublisherFact, Resolution } from '../core/facts';
import type { Fact, UnknownReason } from '../core/fact';
import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { joinMessages, type Message, message } from '../core/message';
import { contains } from '../core/range';
import { familiarReference, formatReference } from '../core/reference';
import { commands, type AllowHost, type FixRequest } from '../protocol';
import { hostToAllow, type EdgeParts } from './code-actions';
import type { Situation } from './contexts';
import { spanOf } from './documents';
import { findFix, requestOf } from './fixes';
import { code, commandLink, escapeMarkdown } from './markdown';

/** More alternatives than this are for the light bulb. */
const mostAlternatives = 3;

interface Shown extends EdgeParts {
  readonly read: ReadDocument;
  readonly use: ImageUse;
  readonly facts: Facts;
  readonly situation: Situation;
  /** The swap that a link to an alternative runs; undefined when there is none to run. */
  swapTo(alternative: Alternative): FixRequest | undefined;
}

/** What is known about the image under the cursor, at once; `onUnknown` is called when there was more to ask. */
export async function hover(params: HoverParams, parts: EdgeParts, onUnknown: (uri: string) => void): Promise<Hover | null> {
  const document = parts.documents.get(params.textDocument.uri);
  if (!document) return null;
  const situation = await parts.contexts.of(document.uri);
  await parts.runtime.service.ready();
  const read = parts.contexts.read(document, situation);
  const offset = document.offsetAt(params.position);
  const use = read && parts.runtime.service.useAt(read, offset);
  if (!read || !use) return null;
  const facts = parts.runtime.service.facts(use, read, situation.context);
  if (use.reference && facts.resolution.state === 'unknown') onUnknown(document.uri);
  const fixes = parts.runtime.service.fixes(read, use.site.range.start, situation.context);
  const swapTo = (alternative: Alternative): FixRequest | undefined => {
    const wanted = { target: formatReference(alternative.reference), kind: 'swap' as const };
    const fix = findFix(fixes, { uri: document.uri, version: document.version, offset, ...wanted });
    return fix && !fix.disabled ? requestOf(fix, document) : undefined;
  };
  const value = sections({ ...parts, read, use, facts, situation, swapTo }).join('\n\n');
  const range = contains(use.range, offset) ? use.range : use.site.range;
  return { contents: { kind: MarkupKind.Markdown, value }, range: spanOf(document, range) };
}

function sections(shown: Shown): string[] {
  const { use, session } = shown;
  const say = (text: Message) => escapeMarkdown(session.say(text));
  if (!use.reference) return [code(use.raw), ...(use.unresolved ? [say(use.unresolved.message)] : [])];
  const local = valueOf(shown.facts.local) === true;
  if (local) return [code(formatReference(use.reference)), say(message('built by this workspace'))];
  return [
    code(formatReference(use.reference)),
    ...publisherLine(shown.facts.publisher).map(say),
    ...resolutionLines(shown),
    ...alternativeLines(shown),
    ...hostLinks(shown),
  ];
}

function publisherLine(fact: Fact<PublisherFact>): Message[] {
  const publisher = valueOf(fact);
  if (!publisher) return [];
  switch (publisher.kind) {
    case 'known':
      return [message('{0}: known publisher (by name)', publisher.title)];
    case 'not-official':
      return [message('No official image has this name: built locally, or a typo?')];
    case 'unknown-namespace':
      return [message('Unknown publisher: {0}', publisher.namespace)];
    case 'private-registry':
      return [message('A private registry: whose images these are is not judged')];
  }
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

function alternativeLines(shown: Shown): string[] {
  const alternatives = valueOf(shown.facts.alternatives) ?? [];
  if (alternatives.length === 0) return [];
  const lines = alternatives.slice(0, mostAlternatives).map(alternative => `- ${alternativeLine(alternative, shown)}`);
  return [`${escapeMarkdown(shown.session.say(message('Hardened alternatives')))}\n${lines.join('\n')}`];
}

function alternativeLine(alternative: Alternative, { session, swapTo }: Shown): string {
  const name = familiarReference(alternative.reference);
  const request = session.commands ? swapTo(alternative) : undefined;
  const differences = escapeMarkdown(session.say(joinMessages(alternative.differences)));
  const link = request ? ` ${commandLink(session.say(message('Replace')), commands.applyFix, request)}` : '';
  return `${code(name)}${differences === '' ? '' : ` – ${differences}`}${link}`;
}

function hostLinks(shown: Shown): string[] {
  const host = hostToAllow(shown.use, shown);
  if (host === undefined || !shown.session.commands) return [];
  const argument: AllowHost = { host };
  const once = commandLink(shown.session.say(message('Look up {0} in this window', host)), commands.lookUpHost, argument);
  const always = commandLink(shown.session.say(message('Always look up {0}', host)), commands.alwaysLookUpHost, argument);
  return [`${once} \\| ${always}`];
}
