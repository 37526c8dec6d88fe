import seeds from '@sigstore/tuf/seeds.json';
import type { TufRepository } from './repository';

const publicUrl = 'https://tuf-repo-cdn.sigstore.dev';

/** The public-good Sigstore instance, or a copy of it: the root that ships proves both. */
export function publicRepository(mirror = ''): TufRepository {
  const root = Buffer.from(seeds[publicUrl]['root.json'], 'base64').toString('utf8');
  return mirror === '' ? { url: publicUrl, root, reach: 'public' } : { url: mirror, root, reach: 'consented' };
}
