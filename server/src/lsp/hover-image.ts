import { ageText } from '../core/age';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { formatSize, type ImageDetails } from '../core/image-details';
import { message, type Message } from '../core/message';
import { builtText } from './hover-age';
import { resolutionLines } from './hover-resolution';
import type { Shown } from './hover-shown';
import { signatureLine } from './hover-signature';
import { escapeMarkdown } from './markdown';
import type { Session } from './session';

/** More platforms than these are counted. */
const mostPlatforms = 6;

/** A line each: digest and age, platforms, size, lifecycle, signature; what nobody knows is left out, and so is what is `said` already. */
export function imageLines(shown: Shown, said: string): string[] {
  const { facts, session, runtime } = shown;
  const say = (text: Message): string => escapeMarkdown(session.say(text));
  const now = runtime.clock.now();
  return [
    [...resolutionLines(shown), ...builtText(facts, now).map(say)].join(' · '),
    ...platformsLine(detailsOf(facts)).map(say),
    ...sizeLine(facts, now).map(say),
    ...lifecycleLines(facts, session, said),
    ...signatureLine(facts).map(say),
  ].filter(line => line !== '');
}

function detailsOf({ details }: Facts): ImageDetails | undefined {
  const value = valueOf(details);
  return value === 'missing' ? undefined : value;
}

function platformsLine(details: ImageDetails | undefined): Message[] {
  const platforms = details?.platforms ?? [];
  if (platforms.length === 0) return [];
  const shown = platforms.slice(0, mostPlatforms).join(', ');
  const more = platforms.length - mostPlatforms;
  return [more > 0 ? message('Platforms: {0} and {1} more', shown, more) : message('Platforms: {0}', shown)];
}

function sizeLine({ details }: Facts, now: number): Message[] {
  if (details.state !== 'known' || details.value === 'missing') return [];
  const { size, platform } = details.value;
  const text = size === undefined ? message('not built for {0}', platform) : message('{0} to pull for {1}', formatSize(size), platform);
  return [details.asOf === undefined ? text : message('{0}, as of {1}', text, ageText(now - details.asOf))];
}

function lifecycleLines({ lifecycle }: Facts, session: Session, said: string): string[] {
  return (valueOf(lifecycle) ?? []).flatMap(({ what, date, source }) => {
    const text = escapeMarkdown(session.say(what));
    return said.includes(text) ? [] : [`${text} ${escapeMarkdown(`(${date === undefined ? source : `${date}, ${source}`})`)}`];
  });
}
