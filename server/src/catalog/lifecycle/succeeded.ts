import { message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { officialName, referenceTo } from '../names';
import { nearestTag } from '../official-tags';
import type { CatalogTables } from '../tables';
import { numbersOf } from '../tag';
import type { LifecycleCheck, LifecycleQuestion } from './question';

/** Given up by its publisher, or published elsewhere now. */
export const succeeded: LifecycleCheck = (question, tables) => {
  const { name, tag } = question;
  const official = officialName(name);
  const isRebuilt = official !== undefined && tables.officialTags.of(official)?.has(tag) === true;
  const successor = tables.successors.of(name, tag, isRebuilt);
  if (!successor) return undefined;
  const { state, since, source } = successor;
  const replacement = successor.replacement === undefined ? undefined : complete(successor.replacement, question, tables);
  const title = official ?? shortName(name);
  return {
    state,
    what: state === 'moved' ? movedTo(title, successor.replacement) : message('{0} is deprecated', title),
    source,
    ...(since === '' ? {} : { date: since }),
    ...(replacement ? { replacement } : {}),
  };
};

function movedTo(title: string, target = '') {
  return message('{0} moved to {1}', title, shortName(target).replace(/\/$/, ''));
}

/** As people write it: Docker Hub goes without saying. */
function shortName(name: string): string {
  return name.replace(/^docker\.io\/(?:library\/)?/, '');
}

/** The replacement with a tag that exists, as far as the tables can tell; elsewhere with the tag that the image has now. */
function complete(target: string, { tag, parsed, reference }: LifecycleQuestion, tables: CatalogTables): ImageReference | undefined {
  const plain = referenceTo(target, undefined);
  if (plain.tag !== undefined) return plain;
  const official = officialName(target);
  // A digest alone says nothing of a version.
  if (reference.tag === undefined && reference.digest !== undefined) return undefined;
  if (official === undefined) return { ...plain, tag };
  const live = tables.officialTags.of(official);
  if (!live) return undefined;
  const cycle = parsed.version === undefined ? undefined : String(numbersOf(parsed.version)[0]);
  const nearest = nearestTag(live, parsed, parsed.version) ?? nearestTag(live, parsed, cycle);
  // Without a version `latest` is what was meant; one that is not built any more has no like here.
  return nearest === undefined ? undefined : { ...plain, tag: nearest };
}
