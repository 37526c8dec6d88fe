import { isRoot, type ImageContents } from '../core/image-contents';
import type { Base } from '../core/image-inside';
import type { ImageReference } from '../core/reference';
import { baseOf } from './base';
import { catalogName, officialName } from './names';
import { isWindows } from './official-tags';
import { lazy, rowsByName, wordsOf, type TableText } from './table';
import type { CatalogTables } from './tables';
import { isWithin, parseTag, type ParsedTag } from './tag';

/** What an official image runs as and has to work with: told to people, and judged by no rule. */
export type Surroundings = Pick<ImageContents, 'user' | 'shell' | 'packageManager'> & {
  /** Absent where variants differ. */
  readonly entrypoint?: string;
};

export interface OfficialContents {
  /** Undefined where its Dockerfile was not read. */
  of(name: string): OfficialImage | undefined;
  names(): readonly string[];
}

interface Variant {
  readonly word: string;
  /** Undefined where this variant was not read, empty where it is that of the image. */
  readonly user: string | undefined;
  readonly family: string;
}

export interface OfficialImage {
  readonly user: string;
  /** Where the tag names no distribution. */
  readonly family: string;
  /** The words of the ENTRYPOINT, `-` for none; empty where variants differ. */
  readonly entrypoint: string;
  readonly variants: readonly Variant[];
}

type Tools = Pick<Surroundings, 'shell' | 'packageManager'>;

/** The shell and the package manager of distributions, and of what they are called in the table. */
export const toolsOfFamilies: Readonly<Record<string, Tools>> = {
  debian: { shell: 'bash', packageManager: 'apt' },
  ubuntu: { shell: 'bash', packageManager: 'apt' },
  alpine: { shell: 'busybox', packageManager: 'apk' },
  'alpine+bash': { shell: 'bash', packageManager: 'apk' },
  busybox: { shell: 'busybox', packageManager: '' },
  fedora: { shell: 'bash', packageManager: 'dnf' },
  'fedora-minimal': { shell: 'bash', packageManager: 'microdnf' },
  'fedora-yum': { shell: 'bash', packageManager: 'yum' },
  photon: { shell: 'bash', packageManager: 'tdnf' },
  none: { shell: '', packageManager: '' },
};

export function readOfficialContents(table: TableText): OfficialContents {
  const rows = lazy(() => rowsByName(table));
  return {
    of(name) {
      const row = rows().get(name)?.[0];
      if (row === undefined) return undefined;
      const [, user = '', family = '', entrypoint = '', variants] = row.split('\t');
      return { user, family, entrypoint, variants: wordsOf(variants).map(toVariant) };
    },
    names: () => [...rows().keys()],
  };
}

function toVariant(text: string): Variant {
  const [word = '', value = ''] = text.split('=');
  const [user = '', family = ''] = value.split('/');
  return { word, user: user === '?' ? undefined : user, family };
}

/** Of a tag that is still built: what older ones were like, the table does not say. */
export function officialContents(reference: ImageReference, tables: CatalogTables): Surroundings | undefined {
  const { tag = 'latest' } = reference;
  // A digest alone names bytes of any age.
  if (reference.tag === undefined && reference.digest !== undefined) return undefined;
  const name = officialName(catalogName(reference)) ?? '';
  const image = tables.officialContents.of(name);
  if (!image || tables.officialTags.of(name)?.has(tag) !== true) return undefined;
  const parsed = parseTag(tag, tables.products().codenames);
  const variant = image.variants.find(({ word }) => fits(word, tag, parsed));
  if (isWindows(parsed) || (variant && variant.user === undefined)) return undefined;
  const tools = toolsOfFamilies[familyOf(image, variant, parsed)];
  const entrypoint = image.entrypoint === '' ? {} : { entrypoint: image.entrypoint === '-' ? '' : image.entrypoint };
  return tools && { user: variant?.user || image.user, ...tools, ...entrypoint };
}

/** The same as far as it is likely, for a base that somebody replaces: tags that nobody builds any more, and images of others. */
export function likelyContents(reference: ImageReference, tables: CatalogTables): Partial<Surroundings> {
  const exact = officialContents(reference, tables);
  if (exact) return exact;
  const image = tables.officialContents.of(officialName(catalogName(reference)) ?? '');
  const isRootAlways = image !== undefined && [image, ...image.variants].every(({ user }) => user === '' || (user !== undefined && isRoot(user)));
  return { ...(isRootAlways ? { user: image.user } : {}), ...toolsOf(baseOf(reference, tables)) };
}

/** Which of its package managers an image of Fedora's family has, its name alone does not tell. */
function toolsOf(base: Base | undefined): Partial<Tools> {
  return base?.family === 'debian' || base?.family === 'alpine' ? (toolsOfFamilies[base.family] ?? {}) : {};
}

/** Alpine and Debian are named by the tag itself, and by a variant where the tag names none. */
function familyOf({ family }: OfficialImage, variant: Variant | undefined, { distribution }: ParsedTag): string {
  const named = distribution?.family;
  if (named !== undefined && Object.hasOwn(toolsOfFamilies, named)) return family.startsWith(named) ? family : named;
  return variant?.family || (named === undefined ? family : '');
}

/** `ubi` is a word of `11-ubi9`, and `al2` none of `11-al2023`; a version stands for all of its releases. */
function fits(word: string, tag: string, { version }: ParsedTag): boolean {
  if (/^\d/.test(word)) return version !== undefined && isWithin(version, word);
  return tag.split('-').some(each => each === word || (/[a-z]$/.test(word) && each.startsWith(word) && /^[\d.]+$/.test(each.slice(word.length))));
}
