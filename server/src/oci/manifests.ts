import type { Resolution } from '../core/facts';
import type { Authorized } from './authorized';
import type { Answer, Ask, Call, Ports } from './call';
import type { Manifest } from './client';
import { claimedDigest, digestOf } from './digests';
import { badAnswer, errorCodes, fromStatus, unauthorized } from './failures';
import { checkManifest } from './manifest-check';
import { acceptManifests, contentType, isPinnableType } from './media-types';
import { apiUrl } from './url';

/** What registries call an image that is not there; the last is Harbor's word. */
export const missingCodes: ReadonlySet<string> = new Set(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND']);
/** What a HEAD may fail with that a GET would explain, or do better. */
const inconclusive: ReadonlySet<number> = new Set([400, 404, 405, 406]);

/** `name` is a tag or a digest, valid as such. */
export interface Manifests {
  /** By GET, hashed and checked; undefined when it is not there. */
  get(call: Call, name: string): Promise<Manifest | undefined>;
  /** By HEAD; by GET where that says nothing that can be used. */
  resolve(call: Call, name: string): Promise<Resolution | 'missing'>;
  /** By GET alone. */
  resolveVerified(call: Call, name: string): Promise<Resolution | 'missing'>;
}

export function createManifests(authorized: Authorized, { hash, clock, limits }: Ports): Manifests {
  function ask(method: Ask['method'], call: Call, name: string): Ask {
    return { method, url: apiUrl(call, 'manifests', name), accept: acceptManifests, maxBytes: limits.manifestBytes };
  }

  async function get(call: Call, name: string): Promise<Manifest | undefined> {
    const answer = await authorized.send(call, ask('GET', call, name));
    if (answer.status === 404) return confirmMissing(answer, answer.challenged);
    if (answer.status !== 200) throw fromStatus(answer);
    const { headers, body, url } = answer;
    const checked = checkManifest(headers, body);
    if (!checked.ok) throw badAnswer(url.host, `answered with ${checked.problem}`);
    return { digest: agreedDigest(answer, name), mediaType: checked.mediaType, bytes: body };
  }

  /** The digest of the bytes, in the algorithm that was asked for, or that the header uses; both must agree with them. */
  function agreedDigest({ headers, body, url }: Answer, name: string): string {
    const expected = [name.includes(':') ? name : undefined, claimedDigest(headers)].filter(each => each !== undefined);
    if (expected.some(digest => digestOf(hash, body, digest) !== digest)) {
      throw badAnswer(url.host, 'answered with a manifest that does not have the digest that was promised');
    }
    return expected[0] ?? digestOf(hash, body);
  }

  async function resolveVerified(call: Call, name: string): Promise<Resolution | 'missing'> {
    const manifest = await get(call, name);
    if (!manifest) return 'missing';
    return { digest: manifest.digest, mediaType: manifest.mediaType, verified: true, resolvedAt: clock.now() };
  }

  async function resolve(call: Call, name: string): Promise<Resolution | 'missing'> {
    const answer = await authorized.send(call, ask('HEAD', call, name));
    const { status, headers } = answer;
    if (inconclusive.has(status)) return resolveVerified(call, name);
    if (status !== 200) throw fromStatus(answer);
    const digest = claimedDigest(headers);
    const mediaType = contentType(headers);
    const usable = digest !== undefined && (!name.includes(':') || name === digest);
    if (!usable || mediaType === undefined || !isPinnableType(mediaType)) return resolveVerified(call, name);
    return { digest, mediaType, verified: false, resolvedAt: clock.now() };
  }

  return { get, resolve, resolveVerified };
}

/**
 * A 404 means "not there" when the registry says so in its own words. A bare one, after a token that everybody gets, is
 * also how private repositories are hidden, and a server that is no registry answers it to everything.
 */
function confirmMissing(answer: Answer, challenged: boolean): undefined {
  if (errorCodes(answer.body).some(code => missingCodes.has(code))) return undefined;
  const isRegistry = answer.headers['docker-distribution-api-version'] !== undefined;
  if (!challenged && isRegistry) return undefined;
  throw unauthorized(answer, 'answered 404, which may hide a private repository');
}
