import { ageText } from '../core/age';
import { durationMessage } from '../core/duration';
import type { Fact, UnknownReason } from '../core/fact';
import type { Resolution } from '../core/facts';
import { message, type Message } from '../core/message';
import { commands, type AllowHost } from '../protocol';
import { answeredBy } from '../service/answered-by';
import { pinnedText } from '../service/freshness-text';
import { hostCommands, hostToAllow } from './allow-host';
import type { Situation } from './contexts';
import type { Shown } from './hover-shown';
import { limitReasons } from './limits';
import { code, commandLink, escapeMarkdown } from './markdown';

/** What the registry says of the reference, or why nobody knows. */
export function resolutionLines(shown: Shown): string[] {
  const { use, facts, session } = shown;
  const say = (text: Message) => escapeMarkdown(session.say(text));
  const { resolution } = facts;
  const pinned = use.reference?.digest;
  if (pinned !== undefined) return [...pinnedText(pinned, facts), ...tagUnknown(shown)].map(say);
  if (resolution.state === 'known') {
    return [knownResolution(resolution.value, { say, digest: digestTitle(resolution.asOf, shown) }), ...mirrorLines(shown)];
  }
  return [say(message('Digest: {0}', unknownText(resolution, shown)))];
}

/** Why nobody knows what the tag of a digest stands for now. */
function tagUnknown(shown: Shown): Message[] {
  const { use, facts: { tagNow } } = shown;
  const tag = use.reference?.tag;
  return tag === undefined || tagNow.state === 'known' ? [] : [message('tag {0}: {1}', tag, unknownText(tagNow, shown))];
}

function unknownText(fact: Exclude<Fact<unknown>, { state: 'known' }>, shown: Shown): Message {
  const { use, session, situation } = shown;
  if (fact.state === 'pending') return message('Asking the registry');
  if (hostToAllow(use, shown) !== undefined) return unknownReasons['host-not-allowed'];
  const { reason, said, until } = fact;
  const left = until === undefined ? 0 : until - shown.runtime.clock.now();
  if (reason === 'rate-limited' && left > 0) return message('not looked up (rate limited, resets in {0})', durationMessage(left));
  return said ? message('not looked up: {0}', said) : reasonOf(reason, { trusted: session.trusted, situation });
}

interface Words {
  readonly say: (text: Message) => string;
  /** What stands before the digest. */
  readonly digest: Message;
}

function knownResolution(value: Resolution | 'missing', { say, digest }: Words): string {
  if (value === 'missing') return say(message('The registry has no such image'));
  return `${say(digest)}${escapeMarkdown(':')} ${code(value.digest)}`;
}

/** What may have changed since is not said to be so now. */
function digestTitle(asOf: number | undefined, { runtime }: Shown): Message {
  return asOf === undefined ? message('Digest now') : message('Digest as of {0}', ageText(runtime.clock.now() - asOf));
}

/** That a mirror says what the tag stands for: the registry itself may say something else by now. */
function mirrorLines({ use, facts: { resolution }, session }: Shown): string[] {
  if (!use.reference || use.reference.digest !== undefined || resolution.state !== 'known' || resolution.value === 'missing') return [];
  const answered = answeredBy(resolution.value, use.reference.registry);
  return answered ? [escapeMarkdown(session.say(answered))] : [];
}

/** "Not looked up" has many reasons, and none of them says anything about the image. */
const unknownReasons: Readonly<Record<UnknownReason, Message>> = {
  offline: message('not looked up (offline)'),
  'untrusted-workspace': message('not looked up (the workspace is not trusted)'),
  'host-not-allowed': message('not looked up (this host is asked only when you say so)'),
  blocked: message('not looked up (registries.conf on this machine blocks it)'),
  'rate-limited': message('not looked up (the registry asked for a pause)'),
  unauthorized: message('not looked up (the registry wants a login)'),
  unreachable: message('not looked up (the registry could not be reached)'),
  'bad-answer': message('not looked up (the registry gave an answer that cannot be used)'),
  'not-looked-up': message('not looked up yet'),
  'could-not-check': message('not looked up yet'),
  'not-in-catalog': message('not looked up yet'),
};

function reasonOf(reason: UnknownReason, { trusted, situation }: { trusted: boolean; situation: Situation }): Message {
  if (situation.limit) return limitReasons[situation.limit];
  if (!trusted) return unknownReasons['untrusted-workspace'];
  if (situation.settings.offline) return unknownReasons.offline;
  if (situation.settings.lookups === 'off') return message('not looked up (look-ups are switched off)');
  return unknownReasons[reason];
}

/** A registry that wants a login may be given one. */
export function signInLink({ use, facts, session, situation }: Shown): string[] {
  const { resolution } = facts;
  const isWanted = resolution.state === 'unknown' && resolution.reason === 'unauthorized';
  if (!isWanted || !use.reference || !session.commands || !session.trusted || situation.settings.offline) return [];
  const { registry: host } = use.reference;
  return [commandLink(session.say(message('Sign in to {0}', host)), commands.signIn, { host } satisfies AllowHost)];
}

/** Ways to let a host be asked. */
export function hostLinks(shown: Shown): string[] {
  const host = hostToAllow(shown.use, shown);
  if (host === undefined || !shown.session.commands) return [];
  const argument: AllowHost = { host };
  return [hostCommands(host).map(({ title, command }) => commandLink(shown.session.say(title), command, argument)).join(' \\| ')];
}
