import { isMap, isScalar, type Node, type Scalar } from 'yaml';
import type { Surroundings } from '../../../core/document';
import type { ImageUse } from '../../../core/image-use';
import { cacheReference } from '../../cache-source';
import { embeddedUses } from '../embedded';
import { createNavigator, type Navigator } from '../navigator';
import { outline, type OutlineEntry } from '../outline';
import type { Dialect } from '../part';
import { scalarText, type ScalarSource, type ScalarText } from '../scalar';
import { useOfExpanded, useOfScalar } from '../use';
import { matchesKeys, nodesOnPath, stepsOf, type Step } from './path';
import type { Language, PlacesDialect, YamlPlace } from './place';

interface CompiledPlace {
  readonly place: YamlPlace;
  readonly steps: readonly Step[];
}

/** Reads the images of one document at the places of a dialect. */
export function placesDialect(dialect: PlacesDialect): Dialect {
  const compiled = dialect.places.map(place => ({ place, steps: stepsOf(place.at) }));
  const wanted = lastKeys(compiled);
  return {
    mayNameImage: document => dialect.words.test(document),
    readStructure: (root, source, around) => (root ? [...readPlaces(root, source, { dialect, compiled, around }), ...(dialect.readMore?.(root, source, around) ?? [])] : []),
    scanLines: (source, around) => {
      const entries = [...outline(source, wanted)];
      const names = namesInLines(entries, compiled);
      return entries.flatMap(entry => useOfLine(entry, { dialect, compiled, around, names }));
    },
    ...(dialect.dependsOn ? { dependsOn: dialect.dependsOn } : {}),
  };
}

/** Of places, and of names that are declared; any at all where `*` stands for one. */
function lastKeys(compiled: readonly CompiledPlace[]): Pick<ReadonlySet<string>, 'has'> {
  const paths = compiled.flatMap(({ place, steps }) => [steps, ...(place.namesAt === undefined ? [] : [stepsOf(place.namesAt)])]);
  const last = paths.flatMap(steps => steps.filter(step => step !== '[]').slice(-1));
  return last.some(step => step.endsWith('*')) ? { has: () => true } : new Set(last);
}

interface Reading {
  readonly dialect: PlacesDialect;
  readonly compiled: readonly CompiledPlace[];
  readonly around: Surroundings;
}

function readPlaces(root: Node, source: ScalarSource, { dialect, compiled, around }: Reading): ImageUse[] {
  const navigator = createNavigator(root);
  const seen = new Set<Node>();
  const uses: ImageUse[] = [];
  const declared = new Map<string, ReadonlySet<string>>();
  for (const { place, steps } of compiled) {
    if (place.rootKeys?.every(key => navigator.fields(root, key).length === 0)) continue;
    const names = declared.get(place.namesAt ?? '') ?? namesOf(root, place, navigator);
    declared.set(place.namesAt ?? '', names);
    for (const node of scalarsAt(root, { place, steps }, navigator)) {
      if (seen.has(node)) continue;
      if (place.embeds !== undefined) {
        seen.add(node);
        const embedded = embeddedUses(node, source, { format: place.embeds, around, dollars: place.dollars });
        const contexts = embedded.length > 0 ? contextsOf(root, place, navigator) : undefined;
        uses.push(...(contexts ? embedded.filter(({ raw }) => !contexts.has(raw)) : embedded));
        continue;
      }
      const text = scalarText(node, source);
      const use = text && !names.has(text.value) ? useOf(text, place, { dialect, around }) : undefined;
      if (!use) continue;
      seen.add(node);
      uses.push(use);
    }
  }
  return uses;
}

function namesOf(root: Node, { namesAt }: YamlPlace, navigator: Navigator): ReadonlySet<string> {
  if (namesAt === undefined) return new Set();
  return new Set(nodesOnPath(root, stepsOf(namesAt), navigator).flatMap(node => (isScalar(node) && node.source !== undefined ? [node.source] : [])));
}

function contextsOf(root: Node, { contextsAt }: YamlPlace, navigator: Navigator): ReadonlySet<string> | undefined {
  if (contextsAt === undefined) return undefined;
  const names = nodesOnPath(root, stepsOf(contextsAt), navigator).flatMap(node => [
    ...navigator.entries(node).map(([key]) => key),
    ...navigator.items(node).flatMap(item => (isScalar(item) ? (item.source ?? '').split('=', 1) : [])),
  ]);
  return new Set(names);
}

function scalarsAt(root: Node, { place, steps }: CompiledPlace, navigator: Navigator): readonly Scalar[] {
  const { beside, without, language, except } = place;
  if (!beside && without === undefined && !language) return nodesOnPath(root, steps, navigator, { except }).filter(isScalar);
  const key = steps.findLastIndex(step => step !== '[]');
  const holders = nodesOnPath(root, steps.slice(0, key), navigator, { except });
  const says = (holder: Node, name: string, test: (text: string) => boolean): boolean =>
    navigator.fields(holder, name).some(node => isScalar(node) && test(node.source ?? ''));
  const fits = holders
    .filter(holder => isMap(holder) && (!beside || says(holder, beside[0], text => text === beside[1])))
    .filter(holder => without === undefined || navigator.fields(holder, without).length === 0)
    .filter(speaks(root, language, navigator));
  return fits.flatMap(holder => nodesOnPath(holder, steps.slice(key), navigator)).filter(isScalar);
}

/** Whether the text that a mapping holds is of the language. */
function speaks(root: Node, language: Language | undefined, navigator: Navigator): (holder: Node) => boolean {
  if (!language) return () => true;
  const { key, is, defaultsAt = [], required } = language;
  const isText = (node: Node) => isScalar(node) && is.test(node.source ?? '');
  const defaults = defaultsAt.flatMap(at => nodesOnPath(root, stepsOf(at), navigator));
  const unsaid = !required && defaults.every(isText);
  return holder => {
    const said = navigator.fields(holder, key);
    return said.length > 0 ? said.some(isText) : unsaid;
  };
}

function namesInLines(entries: readonly OutlineEntry[], compiled: readonly CompiledPlace[]): ReadonlySet<string> {
  const paths = new Set(compiled.flatMap(({ place }) => (place.namesAt !== undefined && place.namesInLines ? [place.namesAt] : [])));
  const declared = [...paths].map(stepsOf);
  return new Set(entries.flatMap(({ key, path, scalar }) => (scalar && declared.some(steps => matchesKeys(steps, [...path, key])) ? [scalar.value] : [])));
}

/** A line tells less than the structure: what must stand beside it or must not, or may be declared on a broken line, is not seen. */
function useOfLine({ key, path, scalar }: OutlineEntry, { dialect, compiled, around, names }: Reading & { readonly names: ReadonlySet<string> }): ImageUse[] {
  if (!scalar || names.has(scalar.value)) return [];
  const keys = [...path, key];
  const found = compiled.filter(({ place, steps }) => isSeenInLines(place) && matchesKeys(steps, keys, place));
  // The same keys may lead to a text with a prefix and to one without.
  return found.flatMap(({ place }) => useOf(scalar, place, { dialect, around }) ?? []).slice(0, 1);
}

function isSeenInLines({ beside, without, rootKeys, namesAt, namesInLines: known, embeds }: YamlPlace): boolean {
  return !beside && without === undefined && !rootKeys && (namesAt === undefined || known === true) && embeds === undefined;
}

function useOf(scalar: ScalarText, { prefix = '', after, role, not, cache }: YamlPlace, { dialect, around }: Omit<Reading, 'compiled'>): ImageUse | undefined {
  const { id, expand } = dialect;
  const before = after ? after.exec(scalar.value)?.[0] : prefix;
  if (before === undefined || !scalar.value.startsWith(before) || not?.test(scalar.value)) return undefined;
  const text = cache ? cacheText(scalar) : before === '' ? scalar : withoutPrefix(scalar, before);
  if (!text || text.raw === '') return undefined;
  const expansion = expand?.(text.value, around);
  const use = expansion ? useOfExpanded(text, expansion, { format: id, role }) : useOfScalar(text, id, role);
  return cache ? { ...use, cache } : use;
}

/** Where escapes keep the text from standing as it is read, nobody knows which part is the reference. */
function cacheText({ range, raw, value }: ScalarText): ScalarText | undefined {
  const found = raw === value ? cacheReference(value) : undefined;
  const part = found && value.slice(found.start, found.end);
  return found && part !== undefined ? { range: { start: range.start + found.start, end: range.start + found.end }, raw: part, value: part } : undefined;
}

function withoutPrefix({ range, raw, value }: ScalarText, prefix: string): ScalarText {
  const cut = raw.startsWith(prefix) ? prefix.length : 0;
  return { range: { start: range.start + cut, end: range.end }, raw: raw.slice(cut), value: value.slice(prefix.length) };
}
