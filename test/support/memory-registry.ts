import { createHash } from 'node:crypto';
import type { Resolution } from '../../server/src/core/facts';
import type { ImageReference } from '../../server/src/core/reference';
import type { TagList } from '../../server/src/core/tag-list';
import type { Descriptor, Manifest, RegistryClient } from '../../server/src/oci/client';
import type { RegistryError } from '../../server/src/oci/error';

/** Where signatures are put: this registry, or a real one (`pushOverHttp`). */
export interface Push {
  blob(bytes: Uint8Array): Promise<void>;
  manifest(bytes: Uint8Array, mediaType: string, tag?: string): Promise<void>;
}

export interface RegistryContents {
  readonly manifests: readonly { readonly digest: string; readonly mediaType: string; readonly base64: string }[];
  readonly blobs: readonly { readonly digest: string; readonly base64: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

type Operation = 'resolve' | 'manifest' | 'blob' | 'referrers';

export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** One repository, whatever the references call it, in memory. Referrers are listed by what the manifests say. */
export class MemoryRegistry implements RegistryClient {
  readonly manifests = new Map<string, Manifest>();
  readonly blobs = new Map<string, Uint8Array>();
  readonly tagged = new Map<string, string>();
  /** Instead of the computed list, by digest. */
  readonly listed = new Map<string, readonly Descriptor[]>();
  /** What was asked, in order. */
  readonly asked: string[] = [];
  readonly #failures = new Map<Operation, Error>();

  static fromContents({ manifests, blobs, tags }: RegistryContents): MemoryRegistry {
    const registry = new MemoryRegistry();
    for (const { digest, mediaType, base64 } of manifests) registry.put(digest, mediaType, Buffer.from(base64, 'base64'));
    for (const { digest, base64 } of blobs) registry.blobs.set(digest, Buffer.from(base64, 'base64'));
    for (const [tag, digest] of Object.entries(tags)) registry.tagged.set(tag, digest);
    return registry;
  }

  toContents(): RegistryContents {
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    return {
      manifests: [...this.manifests.values()].map(({ bytes, ...rest }) => ({ ...rest, base64: base64(bytes) })),
      blobs: [...this.blobs].map(([digest, bytes]) => ({ digest, base64: base64(bytes) })),
      tags: Object.fromEntries(this.tagged),
    };
  }

  /** A manifest under a digest that need not be its own, as third-party vectors have them. */
  put(digest: string, mediaType: string, bytes: Uint8Array): void {
    this.manifests.set(digest, { digest, mediaType, bytes });
  }

  /** Everything of that kind fails from now on. */
  fail(operation: Operation, error: RegistryError | Error): void {
    this.#failures.set(operation, error);
  }

  readonly push: Push = {
    blob: async (bytes) => {
      this.blobs.set(sha256(bytes), bytes);
    },
    manifest: async (bytes, mediaType, tag) => {
      const digest = sha256(bytes);
      this.put(digest, mediaType, bytes);
      if (tag !== undefined) this.tagged.set(tag, digest);
    },
  };

  async resolve(reference: ImageReference): Promise<Resolution | 'missing'> {
    this.#ask('resolve', reference.digest ?? reference.tag ?? 'latest');
    const found = this.#find(reference);
    return found === undefined ? 'missing' : { digest: found.digest, mediaType: found.mediaType, verified: true, resolvedAt: 0 };
  }

  resolveVerified(reference: ImageReference): Promise<Resolution | 'missing'> {
    return this.resolve(reference);
  }

  async manifest(reference: ImageReference): Promise<Manifest | undefined> {
    this.#ask('manifest', reference.digest ?? reference.tag ?? 'latest');
    return this.#find(reference);
  }

  async blob(_reference: ImageReference, descriptor: Descriptor): Promise<Uint8Array> {
    this.#ask('blob', descriptor.digest);
    const bytes = this.blobs.get(descriptor.digest);
    if (bytes === undefined) throw new Error('no such blob');
    return bytes;
  }

  async referrers(_reference: ImageReference, digest: string): Promise<readonly Descriptor[]> {
    this.#ask('referrers', digest);
    return this.listed.get(digest) ?? [...this.manifests.values()].flatMap((manifest) => describe(manifest, digest));
  }

  async tags(): Promise<TagList> {
    return { tags: [...this.tagged.keys()], complete: true };
  }

  #ask(operation: Operation, what: string): void {
    this.asked.push(`${operation} ${what}`);
    const failure = this.#failures.get(operation);
    if (failure !== undefined) throw failure;
  }

  #find({ digest, tag }: ImageReference): Manifest | undefined {
    return this.manifests.get(digest ?? this.tagged.get(tag ?? 'latest') ?? '');
  }
}

function describe({ digest, mediaType, bytes }: Manifest, subject: string): Descriptor[] {
  let body: { subject?: { digest: string }; artifactType?: string; config?: { mediaType?: string }; annotations?: Record<string, string> };
  try {
    body = JSON.parse(Buffer.from(bytes).toString()) as typeof body;
  } catch {
    return [];
  }
  if (body.subject?.digest !== subject) return [];
  return [{ digest, mediaType, size: bytes.length, artifactType: body.artifactType ?? body.config?.mediaType ?? '', annotations: body.annotations ?? {} }];
}

/** Pushes to a registry over the OCI distribution API, monolithic uploads only. `base` is e.g. `http://127.0.0.1:5000`. */
export function pushOverHttp(base: string, repository: string): Push {
  const send = async (method: string, url: string, body?: Uint8Array, type = 'application/octet-stream'): Promise<Response> => {
    const init = { method, headers: { 'content-type': type } };
    const response = await fetch(url, body === undefined ? init : { ...init, body: new Uint8Array(body) });
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    blob: async (bytes) => {
      const started = await send('POST', `${base}/v2/${repository}/blobs/uploads/`);
      const target = new URL(started.headers.get('location') ?? '', base);
      target.searchParams.set('digest', sha256(bytes));
      await send('PUT', target.href, bytes);
    },
    manifest: async (bytes, mediaType, tag) => {
      await send('PUT', `${base}/v2/${repository}/manifests/${tag ?? sha256(bytes)}`, bytes, mediaType);
    },
  };
}
