import { message } from '../../core/message';
import { distrolessFolder, distrolessHost } from '../distroless';
import type { LifecycleCheck } from './question';

/** A Distroless repository that nobody rebuilds any more, or that is announced to end. */
export const distrolessEnded: LifecycleCheck = ({ reference, tag, today }, { distroless }) => {
  const { registry, repository } = reference;
  if (registry !== distrolessHost || !repository.startsWith(distrolessFolder)) return undefined;
  const name = repository.slice(distrolessFolder.length);
  const image = distroless.of(name);
  if (!image || image.ends === '') return undefined;
  const retired = image.state === 'retired' || image.ends < today;
  if (!retired) return undefined;
  const target = image.replacement === '' ? currentOf(name) : image.replacement;
  const replacement = target !== undefined && distroless.of(target)?.state === 'live' ? { registry, repository: distrolessFolder + target, tag } : undefined;
  return {
    state: 'moved',
    what: message('{0} is not rebuilt any more', `distroless/${name}`),
    date: image.ends,
    source: 'GoogleContainerTools/distroless',
    ...(replacement ? { replacement } : {}),
  };
};

/** The release of Debian that Distroless is built on now. */
function currentOf(name: string): string | undefined {
  return /-debian\d+$/.test(name) ? name.replace(/-debian\d+$/, '-debian13') : undefined;
}
