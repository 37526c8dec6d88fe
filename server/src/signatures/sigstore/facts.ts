import type { SignedEntity } from '@sigstore/verify';
import { fullName, type ImageReference } from '../../core/reference';
import type { LogFacts } from '../../core/verification';
import type { Leaf } from './certificate';

/** The log of the public-good instance that `search.sigstore.dev` looks into: SHA-256 over its key. */
const publicLog = 'c0d23d6ad406973f9559f3ba2d1ca01f84147d8ffc5b8445c224f98b9591801d';

/** The first entry that was proven. An index is worth a link only where the log has promised it, and not just a proof for it. */
export function logFacts({ tlogEntries: [entry] }: SignedEntity): { readonly log?: LogFacts } {
  if (entry === undefined || !/^\d{1,20}$/.test(entry.logIndex)) return {};
  const { logIndex: index, logId, inclusionPromise, integratedTime } = entry;
  if (inclusionPromise === undefined) return { log: { index } };
  const integratedAt = new Date(Number(integratedTime) * 1000).toISOString();
  const page = logId.keyId.toString('hex') === publicLog ? { page: `https://search.sigstore.dev/?logIndex=${index}` } : {};
  return { log: { index, integratedAt, ...page } };
}

/** What the first clock says. */
export function timestampOf({ timestamps }: SignedEntity): { readonly timestamp?: string } {
  const stamp = timestamps.find((one) => one.$case === 'timestamp-authority');
  return stamp === undefined ? {} : { timestamp: stamp.timestamp.signingTime.toISOString() };
}

const actions = 'https://token.actions.githubusercontent.com';

/** `ghcr.io/OWNER/REPOSITORY` from a workflow of `github.com/OWNER/REPOSITORY`. GitHub's names are ASCII, and one name in any case. */
export function isBuiltByItsRepository({ identities, issuer, source }: Leaf, image: ImageReference): boolean {
  if (image.registry !== 'ghcr.io' || issuer !== actions) return false;
  const repository = `https://github.com/${fullName(image).slice('ghcr.io/'.length)}`;
  const same = (text: string, wanted: string): boolean => /^[\x20-\x7e]+$/.test(text) && text.toLowerCase() === wanted;
  const prefix = `${repository}/.github/workflows/`;
  return same(source?.repository ?? '', repository) && identities.every((name) => same(name.slice(0, prefix.length), prefix));
}
