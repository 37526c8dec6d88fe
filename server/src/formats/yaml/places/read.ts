import { isMap, isScalar, type Node, type Scalar } from 'yaml';
import type { Surroundings } from '../../../core/document';
import type { ImageUse } from '../../../core/image-use';
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
  const lastKeys = new Set(compiled.flatMap(({ steps }) => steps.filter(step => step !== '[]').slice(-1)));
  return {
    mayNameImage: document => dialect.words.test(document),
    readStructure: (root, source, around) => (root ? readPlaces(root, source, { dialect, compiled, around }) : []),
    scanLines: (source, around) => [...outline(source, lastKeys)].flatMap(entry => useOfLine(entry, { dialect, compiled, around })),
    ...(dialect.dependsOn ? { dependsOn: dialect.dependsOn } : {}),
  };
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
  for (const { place, steps } of compiled) {
    const names = namesOf(root, place, navigator);
    for (const node of scalarsAt(root, { place, steps }, navigator)) {
      if (seen.has(node)) continue;
      if (place.embeds !== undefined) {
        seen.add(node);
        uses.push(...embeddedUses(node, source, { format: place.embeds, around }));
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

function scalarsAt(root: Node, { place, steps }: CompiledPlace, navigator: Navigator): readonly Scalar[] {
  const { beside, language, except } = place;
  if (!beside && !language) return nodesOnPath(root, steps, navigator, { except }).filter(isScalar);
  const key = steps.findLastIndex(step => step !== '[]');
  const holders = nodesOnPath(root, steps.slice(0, key), navigator, { except });
  const says = (holder: Node, name: string, test: (text: string) => boolean): boolean =>
    navigator.fields(holder, name).some(node => isScalar(node) && test(node.source ?? ''));
  const fits = holders
    .filter(holder => isMap(holder) && (!beside || says(holder, beside[0], text => text === beside[1])))
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

/** A line tells less than the structure: what must stand beside it, or be declared elsewhere, is not seen. */
function useOfLine({ key, path, scalar }: OutlineEntry, { dialect, compiled, around }: Reading): ImageUse[] {
  if (!scalar) return [];
  const keys = [...path, key];
  const found = compiled.find(({ place, steps }) => !place.beside && !place.namesAt && place.embeds === undefined && matchesKeys(steps, keys, place));
  const use = found && useOf(scalar, found.place, { dialect, around });
  return use ? [use] : [];
}

function useOf(scalar: ScalarText, { prefix = '', role }: YamlPlace, { dialect, around }: Omit<Reading, 'compiled'>): ImageUse | undefined {
  const { id, expand } = dialect;
  if (!scalar.value.startsWith(prefix)) return undefined;
  const text = prefix === '' ? scalar : withoutPrefix(scalar, prefix);
  const expansion = expand?.(text.value, around);
  return expansion ? useOfExpanded(text, expansion, { format: id, role }) : useOfScalar(text, id, role);
}

function withoutPrefix({ range, raw, value }: ScalarText, prefix: string): ScalarText {
  const cut = raw.startsWith(prefix) ? prefix.length : 0;
  return { range: { start: range.start + cut, end: range.end }, raw: raw.slice(cut), value: value.slice(prefix.length) };
}
