import type { Surroundings } from '../../core/document';
import type { ImageRole, ImageUse } from '../../core/image-use';
import { Constants, countNames, type Constant, type NameTable } from './constants';
import { embeddedUses } from './embedded';
import { readJson } from './json';
import { decodeText, isWritten } from './text';
import type { Token } from './tokens';
import type { HclText, HclValue } from './tree';
import { useOfValue, type UseSource } from './use';
import { stepsOf, valuesAt } from './walk';

/** Where a kind of HCL names an image. */
export interface HclPlace {
  /** The path of the block that is looked at: `resource.docker_container.*`. */
  readonly of: string;
  /** The path to the image in it. `json()` steps into what a text in JSON, or `jsonencode`, says. */
  readonly at: string;
  readonly role: ImageRole;
  /** What stands before the reference; where it is not found, none is named. */
  readonly prefix?: RegExp;
  /** A key that the block has, with one of the values. */
  readonly beside?: readonly [key: string, values: ReadonlySet<string>];
  /** A key that the block does not have. */
  readonly without?: string;
  /** The text is a document of its own, of the format with this id. */
  readonly embeds?: string;
}

/** A kind of HCL that is known by where its images stand. */
export interface HclDialect {
  /** Of the format. */
  readonly id: string;
  readonly places: readonly HclPlace[];
  readonly names: readonly NameTable[];
  /** Whether what a path of names stands for is written down, and found, elsewhere. */
  readonly isElsewhere?: (path: string) => boolean;
}

interface FoundValue {
  readonly value: HclValue;
  readonly place: HclPlace;
}

export interface PlacesSource {
  readonly text: string;
  readonly root: HclValue;
  readonly tokens: readonly Token[];
  readonly around: Surroundings;
}

/** The uses at the places of a dialect, in document order. */
export function readPlaces(dialect: HclDialect, { text, root, tokens, around }: PlacesSource): ImageUse[] {
  const found = findValues(dialect, root, text);
  const constants = new Constants(text, root, dialect.names);
  const isShared = sharing(found.map(({ value }) => constants.of(value)), () => countNames(text, tokens));
  const source: UseSource = { text, constants, isElsewhere: dialect.isElsewhere ?? (() => false), isShared };
  const uses = found.flatMap(({ value, place }): readonly ImageUse[] => {
    if (place.embeds !== undefined) return value.kind === 'text' && value.value === undefined ? embeddedUses(text, value, { format: place.embeds, around }) : [];
    const use = useOfValue(value, { format: dialect.id, role: place.role, prefix: place.prefix }, source);
    return use ? [use] : [];
  });
  return uses.sort((a, b) => a.range.start - b.range.start);
}

function findValues({ places }: HclDialect, root: HclValue, text: string): readonly FoundValue[] {
  const seen = new Set<HclValue>();
  return places.flatMap(place => {
    const holders = valuesAt([root], stepsOf(place.of)).flatMap(holder => (holder.kind === 'list' ? holder.items : [holder]));
    const values = holders.filter(holder => isMeant(holder, place, text)).flatMap(holder => valuesIn(holder, place.at, text));
    return values.flatMap(value => {
      if (seen.has(value)) return [];
      seen.add(value);
      return [{ value, place }];
    });
  });
}

function isMeant(holder: HclValue, { beside, without }: HclPlace, text: string): boolean {
  if (without !== undefined && valuesAt([holder], [without]).length > 0) return false;
  if (!beside) return true;
  const [key, wanted] = beside;
  return valuesAt([holder], [key]).some(value => value.kind === 'text' && value.pieces.every(isWritten) && wanted.has(decodeText(text, value).text));
}

/** A list of images counts as its items. */
function valuesIn(holder: HclValue, path: string, text: string): readonly HclValue[] {
  const [first = '', ...rest] = path.split('.json()');
  const start = valuesAt([holder], stepsOf(first));
  return rest.reduce((values, steps) => valuesAt(values.flatMap(value => inJson(value, text)), stepsOf(steps.slice(1))), start);
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
