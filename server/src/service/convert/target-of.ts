import type { Offer } from '../../catalog';
import type { Target } from '../../conversion/target';
import type { ImageContents } from '../../core/image-contents';
import type { Base } from '../../core/image-inside';
import type { ConversionInput } from './engine';

/** Official images hold a shell and a package manager, and run as root. */
const official: ImageContents = { user: '0', shell: 'sh', packageManager: 'apt', entrypoint: '', libc: 'glibc' };

/** What the catalog knows of an image that stages are to be built on. */
export function targetOf(offer: Offer, { engine: { catalog } }: ConversionInput): Target {
  const { reference, publisher } = offer;
  const base: Base | undefined = catalog.base(reference);
  const inside = catalog.inside(reference);
  const contents = offer.contents ?? { ...official, ...(base?.family === 'alpine' ? { packageManager: 'apk', libc: 'musl' } : {}) };
  return {
    reference, publisher, contents,
    family: contents.packageManager === '' ? undefined : base?.family,
    release: base?.release,
    workdir: inside?.workdir,
    programs: inside && new Set(inside.programs),
    users: new Set(inside?.users ?? []),
  };
}
