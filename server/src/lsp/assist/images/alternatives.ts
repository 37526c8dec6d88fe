import { formatReference } from '../../../core/reference';
import type { ImageAlternative, ImagesRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { plain } from '../../markdown';
import { onePerSite } from './edits';
import { matchedImages } from './matched';

/** What could take the place of the images that are meant, those that suit most places first. Nobody is asked. */
export async function imageAlternatives(request: ImagesRequest, edge: Edge, signal: AbortSignal): Promise<ImageAlternative[]> {
  const { runtime: { service }, session } = edge;
  await service.ready();
  const found = new Map<string, { title: string; places: number }>();
  for (const { read, situation } of await matchedImages(request, edge, signal)) {
    for (const use of onePerSite(read.uses)) {
      for (const { target, title, disabled } of service.swaps(read, use, situation.context)) {
        if (!target || disabled) continue;
        const key = formatReference(target);
        const known = found.get(key);
        found.set(key, { title: known?.title ?? plain(session.say(title)), places: (known?.places ?? 0) + 1 });
      }
    }
  }
  return [...found].map(([target, about]) => ({ target, ...about })).sort((a, b) => b.places - a.places);
}
