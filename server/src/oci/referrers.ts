/** What refers to a manifest (distribution specification, "Listing Referrers"). */
import { isDigest, splitDigest } from '../core/digest';
import type { Authorized } from './authorized';
import type { Answer, Call, Ports } from './call';
import type { Descriptor } from './client';
import { pickDescriptor } from './descriptor';
import { badAnswer, fromStatus } from './failures';
import { sameOrigin } from './host';
import { own, parseObject, type JsonObject } from './json';
import { checkManifest } from './manifest-check';
import type { Manifests } from './manifests';
import { contentType, mediaTypes } from './media-types';
import { saysMissing } from './missing';
import { apiUrl, nextLink } from './url';

/** How registries without the API answer: the tag tells then. */
const noSuchApi: ReadonlySet<number> = new Set([400, 404, 405, 406]);
/** The length of a tag's hex part, which longer digests are cut to (distribution specification, "Referrers Tag Schema"). */
const tagHex = 64;
const mostHosts = 500;

export interface Referrers {
  /** Every referrer of `digest`; an incomplete list is an error, because "unsigned" may follow from a list. */
  list(call: Call, digest: string): Promise<readonly Descriptor[]>;
}

export function createReferrers(authorized: Authorized, manifests: Manifests, { clock, limits }: Pick<Ports, 'clock' | 'limits'>): Referrers {
  /** When to ask a registry again that had no such API. */
  const withoutApi = new Map<string, number>();

  function remember(host: string): void {
    withoutApi.set(host, clock.now() + limits.referrersApiAgain);
    if (withoutApi.size > mostHosts) withoutApi.delete(withoutApi.keys().next().value as string);
  }

  return {
    async list(call, digest) {
      const { host } = call.origin;
      if (!isDigest(digest)) throw badAnswer(host, 'has no referrers of something that is no digest');
      if ((withoutApi.get(host) ?? 0) > clock.now()) return listByTag(manifests, call, digest);
      const answered = await listByApi(authorized, limits, { call, digest });
      if (answered.api) return answered.found;
      if (answered.isSure) remember(host);
      return listByTag(manifests, call, digest);
    },
  };
}

type ApiAnswer = { readonly api: true; readonly found: readonly Descriptor[] } | { readonly api: false; readonly isSure: boolean };

async function listByApi(authorized: Authorized, limits: Ports['limits'], { call, digest }: { call: Call; digest: string }): Promise<ApiAnswer> {
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let next: URL | undefined = apiUrl(call, 'referrers', digest);
  while (next) {
    if (seen.has(next.href) || seen.size === limits.referrersPages) throw badAnswer(call.origin.host, 'lists referrers without an end');
    seen.add(next.href);
    const answer: Answer = await authorized.send(call, { method: 'GET', url: next, accept: mediaTypes.ociIndex, maxBytes: limits.referrersBytes });
    if (seen.size === 1 && lacksApi(answer)) return { api: false, isSure: isAboutApi(call, answer) };
    found.push(...readPage(answer));
    next = nextPage(call, next, answer);
  }
  return { api: true, found };
}

/** A registry with the API may answer in other ways for one image alone, and then nothing is said about the next one. */
function isAboutApi(call: Call, answer: Answer): boolean {
  return (answer.status === 404 || answer.status === 405) && !saysMissing(call, answer);
}

function lacksApi(answer: Answer): boolean {
  return noSuchApi.has(answer.status) || (answer.status === 200 && contentType(answer.headers) !== mediaTypes.ociIndex);
}

function readPage(answer: Answer): readonly Descriptor[] {
  if (answer.status !== 200) throw fromStatus(answer);
  const checked = checkManifest(answer.headers, answer.body);
  if (!checked.ok) throw badAnswer(answer.url.host, `answered with referrers in ${checked.problem}`);
  return descriptorsIn(checked.object);
}

/** One that is malformed is left out: nobody could fetch what it names. */
function descriptorsIn(index: JsonObject): readonly Descriptor[] {
  const manifests = own(index, 'manifests');
  if (!Array.isArray(manifests)) return [];
  return manifests.map(pickDescriptor).filter(descriptor => descriptor !== undefined);
}

function nextPage(call: Call, page: URL, { headers }: Answer): URL | undefined {
  const link = nextLink(headers['link']);
  if (link === undefined) return undefined;
  const url = URL.canParse(link, page.href) ? new URL(link, page) : undefined;
  if (!url || !sameOrigin(url, call.origin)) throw badAnswer(call.origin.host, 'leads elsewhere for more referrers');
  return url;
}

async function listByTag(manifests: Manifests, call: Call, digest: string): Promise<readonly Descriptor[]> {
  const { algorithm, hex } = splitDigest(digest);
  const manifest = await manifests.get(call, `${algorithm}-${hex.slice(0, tagHex)}`);
  if (!manifest) return [];
  const index = manifest.mediaType === mediaTypes.ociIndex ? parseObject(manifest.bytes) : undefined;
  if (!index) throw badAnswer(call.origin.host, 'has no index under the tag for referrers');
  return descriptorsIn(index);
}
