import { message } from '../../core/message';
import { officialName } from '../names';
import { nearestTag, type LiveTags } from '../official-tags';
import { compareVersions, numbersOf, type ParsedTag } from '../tag';
import type { LifecycleCheck } from './question';

/** When the list of tags was read: what came after it is not in it. */
const readAt = '2026-08';

/**
 * An official tag that is still served, and that nothing will ever push to again. Only where the list proves it: what may be
 * newer than the list is not older than what is in it.
 */
export const noLongerBuilt: LifecycleCheck = ({ name, tag, parsed, reference }, { officialTags }) => {
  const official = officialName(name);
  const live = official === undefined ? undefined : officialTags.of(official);
  if (official === undefined || !live || reference.tag === undefined || live.has(tag)) return undefined;
  if (!isSurpassed(parsed, live)) return undefined;
  const nearest = replacementFor(parsed, live);
  return {
    state: 'no-longer-built',
    what: message('{0} is not rebuilt any more, so it gets no fixes', `${official}:${tag}`),
    date: readAt,
    source: 'docker-library/official-images',
    ...(nearest === undefined ? {} : { replacement: { registry: reference.registry, repository: reference.repository, tag: nearest } }),
  };
};

function isSurpassed(parsed: ParsedTag, live: LiveTags): boolean {
  return hasOldVersion(parsed, live) || hasOldDistribution(parsed, live);
}

/** Some live tag of the same major version is newer; or none is of that version, and some is newer altogether. */
function hasOldVersion({ version }: ParsedTag, live: LiveTags): boolean {
  if (version === undefined) return false;
  const versions = live.parsed().flatMap(({ version: other }) => other ?? []);
  const major = String(numbersOf(version)[0]);
  const siblings = versions.filter(other => compareVersions(other, major) === 0);
  if (siblings.some(other => sameNumbers(other, version))) return false;
  return (siblings.length > 0 ? siblings : versions).some(other => compareVersions(other, version) > 0);
}

function sameNumbers(a: string, b: string): boolean {
  return numbersOf(a).join('.') === numbersOf(b).join('.');
}

/** The version is there, on a newer release of the same distribution. */
function hasOldDistribution({ distribution, version }: ParsedTag, live: LiveTags): boolean {
  const own = distribution?.version;
  if (!distribution || own === undefined) return false;
  const candidates = live.parsed().filter(other => version === undefined || (other.version !== undefined && compareVersions(other.version, version) === 0));
  const others = candidates.flatMap(other => (other.distribution?.family === distribution.family ? (other.distribution.version ?? []) : []));
  return others.length > 0 && !others.includes(own) && others.some(other => compareVersions(other, own) > 0);
}

/** Within the version as far as something of it is alive: 20.1.0, else 20.1, else 20. */
function replacementFor(parsed: ParsedTag, live: LiveTags): string | undefined {
  const numbers = parsed.version === undefined ? [] : numbersOf(parsed.version);
  for (let length = numbers.length; length > 0; length -= 1) {
    const tag = nearestTag(live, parsed, numbers.slice(0, length).join('.'));
    if (tag !== undefined) return tag;
  }
  return parsed.version === undefined ? nearestTag(live, parsed, undefined) : undefined;
}
