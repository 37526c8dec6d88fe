import { message, type Message } from '../../core/message';
import { fullName, type ImageReference } from '../../core/reference';
import { contentsOf } from '../contents';
import { distrolessFolder, distrolessHost } from '../distroless';
import { hardenedHost, tagsOf } from '../docker-hardened';
import { catalogName, referenceTo } from '../names';
import { officialContents } from '../official-contents';
import { surroundings } from '../offers/differences';
import type { CatalogTables } from '../tables';
import { cyclesNamed } from './cycles';

/** What is in an image, and until when it gets fixes: what somebody who chooses one wants to know, in a few words each. */
export function aboutIn(tables: CatalogTables, reference: ImageReference): readonly Message[] {
  const known = { ...referenceTo(catalogName(reference), undefined), tag: reference.tag ?? 'latest' };
  const contents = contentsOf(known, tables) ?? officialContents(known, tables);
  const until = lastDay(known, tables);
  return [
    ...(contents ? surroundings(contents) : [message('user and shell not known')]),
    ...(/^\d{4}-/.test(until) ? [message('gets fixes until {0}', until)] : []),
  ];
}

/** The last day with fixes for everybody; empty, or a word, where none is announced. */
function lastDay(reference: ImageReference & { readonly tag: string }, tables: CatalogTables): string {
  const { registry, repository, tag } = reference;
  if (registry === hardenedHost) return tables.dockerHardened.of(repository).find(image => tagsOf(image).includes(tag))?.ends ?? '';
  if (registry === distrolessHost) return tables.distroless.of(repository.slice(distrolessFolder.length))?.ends ?? '';
  const ends = cyclesNamed(fullName(reference), tag, tables).map(cycle => cycle.ends);
  // A tag that stands for several cycles goes on as long as one of them does; `false` is no day, and later than all of them.
  return ends.sort().at(-1) ?? '';
}
