import type { EditImagesRequest, ImagesRequest } from '../../../server/src/protocol';
import type { Node } from './nodes';

/** Lines that an action is run on: all that are chosen, where the one that was clicked is among them. */
export function chosenNodes(clicked: unknown, chosen: unknown): readonly Node[] {
  if (!isNode(clicked)) return [];
  const all = Array.isArray(chosen) ? chosen.filter(isNode) : [];
  return all.includes(clicked) ? all : [clicked];
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'places' in value && Array.isArray(value.places) && 'id' in value;
}

/** Everything below the lines, wherever it stands by now; of one place that is alone, that one. */
export function requestFor(nodes: readonly Node[], action: EditImagesRequest['kind']): ImagesRequest | undefined {
  const places = nodes.flatMap(node => node.places).filter(({ use }) => use.actions.includes(action));
  const references = [...new Set(places.flatMap(({ use }) => use.reference?.full ?? []))];
  if (references.length === 0) return undefined;
  const [only] = nodes;
  const [place] = only?.places ?? [];
  if (nodes.length === 1 && place && only?.at && only.places.length === 1) return { references, uris: [place.file.uri], start: place.use.range.start };
  return { references, uris: [...new Set(places.map(({ file }) => file.uri))] };
}
