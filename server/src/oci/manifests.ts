import type { Resolution } from '../core/facts';
import type { Authorized } from './authorized';
import type { Answer, Ask, Call, Ports } from './call';
import type { Manifest } from './client';
import { claimedDigest, digestOf } from './digests';
import { badAnswer, fromStatus } from './failures';
import { checkManifest } from './manifest-check';
import { acceptManifests, contentType, isPinnableType } from './media-types';
import { confirmMissing, missingTo, quirksBehind } from './missing';
import { apiUrl } from './url';

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

  /** The manifest, or the 404 by which the registry says that there is none. */
  async function find(call: Call, name: string): Promise<Manifest | { readonly missing: Answer }> {
    const answer = await authorized.send(call, ask('GET', call, name));
    if (answer.status === 404) {
      const official = officialImage(call, answer);
      if (official) return find(official, name);
      confirmMissing(call, answer);
      return { missing: answer };
    }
    if (answer.status !== 200) throw fromStatus(answer);
    const { headers, body, url } = answer;
    const checked = checkManifest(headers, body);
    if (!checked.ok) throw badAnswer(url.host, `answered with ${checked.problem}`);
    return { digest: agreedDigest(answer, name), mediaType: checked.mediaType, bytes: body };
  }

  async function get(call: Call, name: string): Promise<Manifest | undefined> {
    const found = await find(call, name);
    return 'missing' in found ? undefined : found;
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
    const found = await find(call, name);
    if ('missing' in found) return missingTo(call, found.missing);
    return { digest: found.digest, mediaType: found.mediaType, verified: true, resolvedAt: clock.now() };
  }

  async function resolve(call: Call, name: string): Promise<Resolution | 'missing'> {
    const answer = await authorized.send({ ...call, anyToken: true }, ask('HEAD', call, name));
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

/** `proxy/node` where that is another name for `proxy/library/node`, as a proxy of Docker Hub may not know. */
function officialImage(call: Call, answer: Answer): Call | undefined {
  const [proxy, name, ...more] = call.repository.split('/');
  if (name === undefined || more.length > 0 || !quirksBehind(call, answer).wantsLibrary) return undefined;
  return { ...call, repository: `${proxy}/library/${name}` };
}
