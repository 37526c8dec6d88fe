import type { Surroundings } from '../../core/document';
import type { ImageRole, ImageUse } from '../../core/image-use';
import { Constants, countNames, type Constant, type NameTable } from './constants';
import { useWithAddress } from './address';
import { embeddedReader } from './embedded-documents';
import { readJson } from './json';
import { namesOfSiblings, type SiblingFile } from './siblings';
import { decodeText, isWritten } from './text';
import type { Token } from './tokens';
import type { HclObject, HclPath, HclText, HclValue } from './tree';
import { useOfValue, type UseSource } from './use';
import { addPath, pathNode, walkPaths, type PathNode } from './walk';

/** Where a kind of HCL names an image. */
export interface HclPlace {
  /** The path to it (see `PathNode`): `resource.docker_container.*.image`; from `within` on where that is told. */
  readonly at: string;
  readonly role: ImageRole;
  /** The path of what is looked at, where that has the key with one of the values. */
  readonly within?: { readonly at: string; readonly key: string; readonly values: ReadonlySet<string> };
  /** What stands before the reference; where it is not found, none is named. */
  readonly prefix?: RegExp;
  /** The text is a source of a build's cache, as BuildKit has it. */
  readonly cache?: true;
  /** Nothing is said of what the document does not tell. */
  readonly onlyKnown?: true;
  /** A key that does not stand beside it. */
  readonly without?: string;
  /** A key that stands beside it, with the address of its registry. */
  readonly address?: string;
  /** The text is a document of its own, of the format with this id. */
  readonly embeds?: string;
  /** The path of objects whose keys are names that may stand in that document instead of an image. */
  readonly namesAt?: string;
}

/** A kind of HCL that is known by where its images stand. */
export interface HclDialect {
  /** Of the format. */
  readonly id: string;
  readonly places: readonly HclPlace[];
  readonly names: readonly NameTable[];
  /** Files in its folder that say what names stand for; of two that do, the first counts. */
  readonly besides?: readonly SiblingFile[];
  /** Images that no path leads to. */
  readonly readMore?: (root: HclValue, text: string, format: string) => readonly ImageUse[];
  /** Whether what a path of names stands for is written down, and found, elsewhere. */
  readonly isElsewhere?: (path: string) => boolean;
}

interface FoundValue {
  readonly value: HclValue;
  readonly place: HclPlace;
  readonly holder: HclObject;
}

export interface PlacesSource {
  readonly text: string;
  readonly root: HclValue;
  readonly tokens: readonly Token[];
  readonly around: Surroundings;
}

/** The uses at the places of a dialect, in document order. */
export function readPlaces(dialect: HclDialect, { text, root, tokens, around }: PlacesSource): ImageUse[] {
  const constants = new Constants(text, () => root, dialect.names, namesOfSiblings(dialect.besides ?? [], around));
  const found = findValues(dialect, { root, text, constants });
  const isShared = sharing(found.map(({ value }) => constants.of(value)), () => countNames(text, tokens));
  const source: UseSource = { text, constants, isElsewhere: dialect.isElsewhere ?? (() => false), isShared };
  const readEmbedded = embeddedReader({ text, root, around });
  const uses = found.flatMap(each => (each.place.embeds === undefined ? (useOfFound(each, dialect, source) ?? []) : readEmbedded(each)));
  return [...uses, ...(dialect.readMore?.(root, text, dialect.id) ?? [])]
    .sort((a, b) => a.range.start - b.range.start);
}

function useOfFound({ value, place, holder }: FoundValue, { id }: HclDialect, source: UseSource): ImageUse | undefined {
  const { role, prefix, without, address, cache } = place;
  if (without !== undefined && field(holder, without)) return undefined;
  const use = useOfValue(value, { format: id, role, prefix, cache }, source);
  if (place.onlyKnown && !use?.reference) return undefined;
  const beside = address === undefined ? undefined : field(holder, address);
  return use && beside ? useWithAddress(use, beside, source.text) : use;
}

function field({ entries }: HclObject, name: string): HclValue | undefined {
  return entries.find(({ key }) => key === name)?.value;
}

/** Lists of names that stand for lists of names grow fast: so many are followed in one document. */
const mostFollowed = 1_000;

interface Document extends Pick<PlacesSource, 'root' | 'text'> {
  readonly constants: Constants;
}

function findValues({ places }: HclDialect, { root, text, constants }: Document): readonly FoundValue[] {
  const found = new Map<HclValue, FoundValue>();
  const add = (place: HclPlace, value: HclValue, holder: HclObject): void => {
    if (value.kind === 'list') for (const item of value.items) add(place, item, holder);
    else if (!found.has(value)) found.set(value, { value, place, holder });
  };
  let followed = 0;
  const named = (path: HclPath): HclValue | undefined => {
    const value = followed < mostFollowed ? constants.valueOf(path) : undefined;
    const holdsMore = value !== undefined && value.kind !== 'text' && value.kind !== 'number' && value.kind !== 'other';
    if (holdsMore) followed += 1;
    return holdsMore ? value : undefined;
  };
  const walk = { inJson: (value: HclValue) => inJson(value, text), named };
  const arrive = (place: HclPlace, value: HclValue, holder: HclObject): void => {
    if (!place.within) add(place, value, holder);
    else if (value.kind === 'list') for (const item of value.items) arrive(place, item, holder);
    else if (value.kind === 'object' && isMeant(value, place.within, text)) walkPaths(value, [pathsOf([{ at: place.at, role: place.role }])], { ...walk, arrive: (_, inner, beside) => add(place, inner, beside) });
  };
  walkPaths(root, [pathsOf(places)], { ...walk, arrive });
  return [...found.values()];
}

function pathsOf(places: readonly HclPlace[]): PathNode<HclPlace> {
  const root = pathNode<HclPlace>();
  for (const place of places) addPath(root, place.within?.at ?? place.at, place);
  return root;
}

function isMeant(holder: HclObject, { key, values }: NonNullable<HclPlace['within']>, text: string): boolean {
  const value = field(holder, key);
  return value?.kind === 'text' && value.pieces.every(isWritten) && values.has(decodeText(text, value).text);
}

function inJson(value: HclValue, text: string): readonly HclValue[] {
  if (value.kind === 'call') return value.name === 'jsonencode' ? value.args : [];
  if (value.kind !== 'text' || !value.heredoc) return [];
  const { root } = readJson(text, { parsed: withoutHoles(value, text), offset: value.range.start });
  return root ? [root] : [];
}

function withoutHoles({ pieces, range }: HclText, text: string): string {
  let covered = '';
  for (const { start, end } of pieces.filter(isWritten)) {
    covered += coverFrom(covered.length + range.start, start, text) + text.slice(start, end);
  }
  return covered + coverFrom(covered.length + range.start, range.end, text);
}

function coverFrom(start: number, end: number, text: string): string {
  return text.slice(start, end).replace(/[^\n]/g, 'x');
}

/** A name that is said more often than images are named by it supplies something else as well. */
function sharing(constants: readonly (Constant | undefined)[], count: () => ReadonlyMap<string, number>): (constant: Constant) => boolean {
  const uses = new Map<string, number>();
  for (const first of constants.flatMap(constant => constant?.names.slice(0, 1) ?? [])) uses.set(rootOf(first), (uses.get(rootOf(first)) ?? 0) + 1);
  let counts: ReadonlyMap<string, number> | undefined;
  return ({ names }) => {
    const said = (counts ??= count());
    return names.some((name, index) => (said.get(rootOf(name)) ?? 0) > (index === 0 ? (uses.get(rootOf(name)) ?? 0) : 1));
  };
}

function rootOf(name: string): string {
  return name.split('.', 2).join('.');
}
