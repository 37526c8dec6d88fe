import { isRoot, type ImageContents } from '../../core/image-contents';
import { message, type Message } from '../../core/message';
import type { Surroundings } from '../official-contents';
import type { Product } from '../release-cycles';
import type { Distribution } from '../tag';
import { compareVersions, numbersOf } from '../tag';
import type { OfferQuestion } from './offer';

/** What breaks most builds, and so is said first: a light bulb entry is cut off where the window ends. What is not known is not said. */
export function surroundings({ user, shell, packageManager }: Partial<Surroundings>): readonly Message[] {
  return [
    ...userDifference(user),
    ...(shell === undefined ? [] : [shell === '' ? message('no shell') : message('shell {0}', shell)]),
    ...(packageManager === undefined ? [] : [packageManager === '' ? message('no package manager') : message('package manager {0}', packageManager)]),
  ];
}

export function userDifference(user: string | undefined): readonly Message[] {
  return user === undefined ? [] : [isRoot(user) ? message('user root') : message('user {0}', user)];
}

export function programs(question: OfferQuestion, { entrypoint, libc }: ImageContents): readonly Message[] {
  return [...entrypointDifference(entrypoint), ...libcDifference(question, libc)];
}

export function entrypointDifference(entrypoint = ''): readonly Message[] {
  return entrypoint === '' ? [] : [message('ENTRYPOINT {0}', entrypoint)];
}

function libcDifference({ asked, parsed }: OfferQuestion, libc: string): Message[] {
  if (libc === 'none') return [message('no libc: static programs only')];
  // Alpine, and what says in its tag that it is built on it.
  const isMusl = asked.repository === 'library/alpine' || parsed.distribution?.family === 'alpine';
  if (libc === 'glibc' && isMusl) return [message('glibc, not musl')];
  return libc === 'musl' && !isMusl ? [message('musl, not glibc')] : [];
}

/** A version that fits is not a difference; for a tag that names none it is worth saying which it is. */
export function versionDifference(title: string, asked: string | undefined, offered: string): readonly Message[] {
  if (asked !== undefined && compareVersions(asked, offered) !== 0) return [message('{0} {1}, not {2}', title, offered, asked)];
  const isSaid = asked !== undefined && numbersOf(asked).length >= numbersOf(offered).length;
  return isSaid ? [] : [message('{0} {1}', title, offered)];
}

const familyTitles: Readonly<Record<string, string>> = { alpine: 'Alpine', debian: 'Debian', ubuntu: 'Ubuntu', ubi: 'UBI' };

export function distributionTitle({ family, version = '' }: Distribution): string {
  return `${familyTitles[family] ?? family} ${version}`.trim();
}

/** Said where the tag names a distribution, and the offer is built on another one or another release of it. */
export function distributionDifference(asked: Distribution | undefined, offered: Distribution): readonly Message[] {
  if (!asked) return [];
  const same = asked.family === offered.family && (asked.version === undefined || asked.version === offered.version);
  return same ? [] : [message('{0}, not {1}', distributionTitle(offered), distributionTitle(asked))];
}

export function titleOf(product: Product | undefined, fallback: string): string {
  return product?.title ?? fallback;
}
