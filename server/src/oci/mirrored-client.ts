import type { Consent } from '../core/consent';
import { noSubstitutes, type Mirror, type Substitutes } from '../core/mirror';
import type { ClockPort } from '../core/ports';
import { withDigest, type ImageReference } from '../core/reference';
import type { TagList } from '../core/tag-list';
import { canonicalHost } from '../registries/index';
import { refuseBlocked } from './blocked';
import type { LookupOptions, RegistryClient } from './client';
import { RegistryError, type RegistryErrorCode } from './error';
import { refusalFor } from './gate';
import { defaultLimits } from './limits';

export interface MirrorOptions {
  readonly clock: ClockPort;
  /** What stands in for the image's registry. Never rejects. */
  readonly substitutesFor: (reference: ImageReference) => Promise<Substitutes>;
  /** Milliseconds for the whole of a look-up, mirrors included. */
  readonly lookup?: number;
}

/** The registry gave no answer of its own. Whatever it did answer stands, and no mirror has a say in it. */
const down: ReadonlySet<RegistryErrorCode> = new Set(['unreachable', 'timeout', 'proxy', 'rate-limited']);
/** Further ones would have no time left. */
const mostMirrors = 3;

/** One question to a registry, which may be put to another. */
type Ask<T> = (reference: ImageReference, options: LookupOptions) => Promise<T>;

interface Asked<T> {
  readonly ask: Ask<T>;
  /** What a mirror must give; `undefined` from here is no answer. */
  readonly taken: (answer: T, mirror: Mirror) => T | undefined;
}

/**
 * Asks the registry, and where that is down its mirrors, through the same client: a mirror is a registry of its own, with its
 * own address, login and tokens, and what it sends is checked as always. That a mirror lacks something says nothing about the
 * registry, so an absence is never taken from one.
 */
export function createMirroredClient(client: RegistryClient, options: MirrorOptions): RegistryClient {
  const isThere = <T>(answer: T): T | undefined => (answer === 'missing' ? undefined : answer);

  async function put<T>(question: Asked<T>, reference: ImageReference, lookup: LookupOptions): Promise<T> {
    const mirrors = await mirrorsOf(reference, lookup.consent, options);
    if (mirrors.length === 0) return question.ask(reference, lookup);
    const { clock } = options;
    const time = options.lookup ?? defaultLimits.lookup;
    const end = clock.now() + time;
    try {
      return await question.ask(reference, { ...lookup, patience: time / 2 });
    } catch (error) {
      if (!isDown(error)) throw error;
      for (const [index, mirror] of mirrors.entries()) {
        const patience = (end - clock.now()) / (mirrors.length - index);
        const answer = patience > 0 ? await askMirror(question, mirror, { reference, lookup: { ...lookup, patience } }) : undefined;
        if (answer !== undefined) return answer;
      }
      throw error;
    }
  }

  return {
    resolve: (...[reference, lookup]) => put({ ask: client.resolve, taken: viaMirror }, reference, lookup),
    resolveVerified: (...[reference, lookup]) => put({ ask: client.resolveVerified, taken: viaMirror }, reference, lookup),
    manifest: (...[reference, lookup]) => put({ ask: client.manifest, taken: isThere }, reference, lookup),
    blob: (...[reference, descriptor, maxBytes, lookup]) =>
      // By its digest, whatever the reference says.
      put({ ask: (at, bounds) => client.blob(at, descriptor, maxBytes, bounds), taken: isThere }, { ...reference, digest: descriptor.digest }, lookup),
    async referrers(reference, digest, lookup) {
      // A mirror that keeps no signatures would make every image look as if nobody had signed it.
      await mirrorsOf(reference, lookup.consent, options);
      return client.referrers(reference, digest, lookup);
    },
    tags: (reference, { onPage, ...lookup }) =>
      put({ ask: (at, bounds) => client.tags(at, { ...bounds, ...(onPage ? { onPage } : {}) }), taken: cut }, withDigest(reference, undefined), lookup),
  };

  /** A cache lists what somebody asked it for. */
  function cut(answer: TagList | 'missing'): TagList | undefined {
    return answer === 'missing' ? undefined : { ...answer, complete: false };
  }

  function viaMirror<T>(answer: T, { host }: Mirror): T | undefined {
    return answer === 'missing' ? undefined : { ...answer, via: host };
  }
}

/** The mirrors that may answer this question. Throws RegistryError when the machine forbids the image. */
async function mirrorsOf(reference: ImageReference, consent: Consent, { substitutesFor }: MirrorOptions): Promise<readonly Mirror[]> {
  // Nobody is asked then, and the client says why.
  if (refusalFor(canonicalHost(reference.registry), consent)) return noSubstitutes.mirrors;
  const substitutes = await substitutesFor(reference);
  refuseBlocked(reference, substitutes);
  return substitutes.mirrors.filter(({ tags, digests }) => (reference.digest === undefined ? tags : digests)).slice(0, mostMirrors);
}

/** Undefined for whatever is no answer: the next one may have it, and in the end the registry's own failure is what is told. */
async function askMirror<T>({ ask, taken }: Asked<T>, mirror: Mirror, { reference, lookup }: { reference: ImageReference; lookup: LookupOptions }): Promise<T | undefined> {
  const { consent } = lookup;
  const named: Consent = { ...consent, allowedHosts: [...consent.allowedHosts, mirror.host] };
  try {
    const answer = await ask({ ...reference, registry: mirror.host, repository: mirror.repository }, { ...lookup, consent: named });
    return taken(answer, mirror);
  } catch (error) {
    if (error instanceof RegistryError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

function isDown(error: unknown): boolean {
  return error instanceof RegistryError && down.has(error.code);
}
