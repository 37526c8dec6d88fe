import type { Libc } from '../../conversion/clash';
import type { ImageContents } from '../../core/image-contents';
import type { Base } from '../../core/image-inside';

/** Releases by how new their glibc is. */
const levels: Readonly<Record<string, number>> = { '10': 1, '11': 2, 'Ubuntu 20.04': 2, 'Ubuntu 22.04': 3, '12': 4, 'Ubuntu 24.04': 5, '13': 6, 'Ubuntu 26.04': 7 };
const wolfi = 8;

export function libcOf(base: Base | undefined, contents?: ImageContents): Libc {
  const distribution = { family: base?.family, release: base?.release };
  if (contents?.libc === 'none') return { kind: 'none', level: 0, ...distribution };
  if (base?.family === 'alpine' || contents?.libc === 'musl') return { kind: 'musl', level: 0, ...distribution };
  if (base?.family === 'wolfi') return { kind: contents?.libc === '' ? 'unknown' : 'glibc', level: wolfi, ...distribution };
  if (base?.family === 'debian') return { kind: 'glibc', level: levels[base.release ?? ''], ...distribution };
  return { kind: 'unknown', level: undefined, ...distribution };
}
