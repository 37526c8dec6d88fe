import { message, type Message } from '../core/message';
import type { ImageReference } from '../core/reference';
import { distrolessTags } from './distroless-images';
import type { ChainguardImage, DistrolessImage } from './tables';
import { compareVersions, versionInTag } from './versions';

/** What is compared; phrases are short because a light bulb entry lists them in one line. */
interface Container {
  readonly user: string;
  readonly shell: string;
  readonly packageManager: string;
  readonly entrypoint: string;
  readonly libc: string;
}

interface ChainguardOffer {
  readonly image: ChainguardImage;
  readonly tag: string;
  readonly latestOnly: boolean;
}

/** What will be different with an image of Chainguard's free tier. Never empty. */
export function chainguardDifferences(asked: ImageReference, { image, tag, latestOnly }: ChainguardOffer): readonly Message[] {
  const isDev = tag.endsWith('-dev');
  const shell = isDev ? image.shell || 'busybox' : image.shell;
  const packageManager = isDev ? 'apk' : image.packageManager;
  const container = { ...image, shell, packageManager, libc: chainguardLibc(image, tag) };
  return [
    ...surroundings(container),
    ...freeTier(asked, tag, latestOnly),
    ...programs(asked, container),
    ...(image.platforms === '' ? [] : [message('only for {0}', image.platforms)]),
  ];
}

/** A repository that names glibc in some of its tags says thereby that the others are without it. */
function chainguardLibc(image: ChainguardImage, tag: string): string {
  const chooses = image.tags.some(name => name.includes('glibc'));
  return !chooses || tag.includes('glibc') ? 'glibc' : '';
}

function freeTier(asked: ImageReference, tag: string, latestOnly: boolean): Message[] {
  if (latestOnly) return [message('only latest is free')];
  const { tag: given = 'latest' } = asked;
  return given === 'latest' || given === tag.replace(/-dev$/, '') ? [] : [message('the free tier has no tag {0}', given)];
}

interface DistrolessOffer {
  readonly image: DistrolessImage;
  readonly tag: string;
  readonly runtimeOnly: boolean;
}

/** What will be different with a Distroless image. Never empty. */
export function distrolessDifferences(asked: ImageReference, { image, tag, runtimeOnly }: DistrolessOffer): readonly Message[] {
  const { user, shell } = distrolessTags.get(tag) ?? { user: '0', shell: '' };
  return [
    ...languageVersion(asked, image),
    ...(runtimeOnly ? [message('for the runtime stage only: cannot build')] : []),
    ...surroundings({ user, shell, packageManager: '' }),
    ...programs(asked, image),
    ...(missingContents.get(image.contents) ?? []),
  ];
}

const missingContents: ReadonlyMap<string, readonly Message[]> = new Map([
  ['libc', [message('no OpenSSL')]],
  ['nodejs', [message('no npm and no yarn')]],
  ['python', [message('no pip')]],
  ['java', [message('a Java runtime without the JDK')]],
]);

const languageTitles: ReadonlyMap<string, string> = new Map([
  ['nodejs', 'Node.js'],
  ['python', 'Python'],
  ['java', 'Java'],
]);

/** A version that fits is not a difference, but for a tag that names none it is worth saying which it is. */
function languageVersion(asked: ImageReference, { contents, version }: DistrolessImage): Message[] {
  if (version === '') return [];
  const title = languageTitles.get(contents) ?? contents;
  const wanted = versionInTag(asked.tag, contents);
  if (wanted !== undefined && compareVersions(version, wanted) !== 0) return [message('{0} {1}, not {2}', title, version, wanted)];
  const isSaid = wanted !== undefined && wanted.split('.').length >= version.split('.').length;
  return isSaid ? [] : [message('{0} {1}', title, version)];
}

/** What breaks most builds, and so is said first: a light bulb entry is cut off where the window ends. */
function surroundings({ user, shell, packageManager }: Pick<Container, 'user' | 'shell' | 'packageManager'>): Message[] {
  return [
    user === '0' || user === '' ? message('user root') : message('user {0}', user),
    shell === '' ? message('no shell') : message('shell {0}', shell),
    packageManager === '' ? message('no package manager') : message('package manager {0}', packageManager),
  ];
}

function programs(asked: ImageReference, { entrypoint, libc }: Pick<Container, 'entrypoint' | 'libc'>): Message[] {
  return [
    ...(entrypoint === '' ? [] : [message('ENTRYPOINT {0}', entrypoint)]),
    ...libcDifference(asked, libc),
  ];
}

function libcDifference(asked: ImageReference, libc: string): Message[] {
  if (libc === 'none') return [message('no libc: static programs only')];
  return libc === 'glibc' && isMusl(asked) ? [message('glibc, not musl')] : [];
}

/** Alpine and what says in its tag that it is built on it. */
function isMusl({ repository, tag }: ImageReference): boolean {
  return repository === 'library/alpine' || /(?:^|-)alpine/.test(tag ?? '');
}
