import { withUses, type ReadDocument } from '../../../core/document';
import { formatReference } from '../../../core/reference';
import type { ImagesRequest } from '../../../protocol';
import { documentInfo } from '../../documents';
import type { Edge } from '../../edge';
import type { Situation } from '../../contexts';
import { filePath, folderOf } from '../../uris';
import { currentOf, type Current } from './entry';
import { inventoryOf } from './inventory';

/** One file with the uses that are meant, and no others. */
export interface Matched extends Current {
  readonly name: string;
  readonly situation: Situation;
  readonly read: ReadDocument;
}

/** The images that a request means, in the documents as they are now. Files outside of the workspace are none of them. */
export async function matchedImages(request: ImagesRequest, edge: Edge, signal: AbortSignal): Promise<readonly Matched[]> {
  const places = request.uris?.map(uri => placeOf(uri, edge)) ?? (await allPlaces(edge, signal));
  const found: Matched[] = [];
  for (const place of places) {
    signal.throwIfAborted();
    const matched = place && (await matchedIn(place, request, edge));
    if (matched) found.push(matched);
  }
  return found;
}

interface Place {
  readonly uri: string;
  readonly path: string;
  readonly name: string;
  readonly folder: string;
}

function placeOf(uri: string, { session }: Edge): Place | undefined {
  const path = filePath(uri);
  const folder = path === undefined ? undefined : folderOf(path, session.folders);
  return path === undefined || folder === undefined ? undefined : { uri, path, folder, name: path.slice(folder.length + 1) };
}

/** Whatever the disk has by now. */
async function allPlaces(edge: Edge, signal: AbortSignal): Promise<readonly Place[]> {
  const inventory = inventoryOf(edge);
  await inventory.list({}, signal);
  return inventory.known();
}

async function matchedIn(place: Place, { references, start }: ImagesRequest, edge: Edge): Promise<Matched | undefined> {
  const { runtime: { service }, contexts } = edge;
  const situation = await contexts.ofFile(place.path, place.folder);
  const current = await currentOf(place, edge);
  const read = current && service.readOnce(documentInfo(current.document, situation.siblings), situation.context.policy);
  if (!current || !read || read.onlyShown) return undefined;
  const wanted = references && new Set(references);
  const at = start && current.document.offsetAt(start);
  const uses = read.uses.filter(({ reference, range }) => reference && (!wanted || wanted.has(formatReference(reference))) && (at === undefined || range.start === at));
  return uses.length === 0 ? undefined : { ...current, name: place.name, situation, read: withUses(read, uses) };
}
