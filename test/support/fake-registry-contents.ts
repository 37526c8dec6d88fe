import { createHash } from 'node:crypto';

export const ociIndex = 'application/vnd.oci.image.index.v1+json';
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';

export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

export interface StoredDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

export interface PutManifest {
  /** Bytes as they are, or an object to be written as JSON. */
  readonly manifest: Uint8Array | object;
  readonly mediaType?: string;
  readonly tag?: string;
}

export const fourPlatforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/s390x'] as const;

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Blobs, manifests and tags of a registry, by repository. */
export class FakeContents {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #manifests = new Map<string, StoredManifest>();

  putBlob(repository: string, content: Uint8Array | string, mediaType = 'application/octet-stream'): StoredDescriptor {
    const bytes = Buffer.from(content);
    const digest = sha256(bytes);
    this.#blobs.set(`${repository}@${digest}`, bytes);
    return { mediaType, digest, size: bytes.length };
  }

  putManifest(repository: string, { manifest, mediaType = ociManifest, tag }: PutManifest): StoredDescriptor {
    const bytes = manifest instanceof Uint8Array ? manifest : Buffer.from(JSON.stringify(manifest));
    const stored = { mediaType, digest: sha256(bytes), bytes };
    this.#manifests.set(`${repository}@${stored.digest}`, stored);
    if (tag !== undefined) this.#manifests.set(`${repository}:${tag}`, stored);
    return { mediaType, digest: stored.digest, size: bytes.length };
  }

  /** One image for one platform; another `content` makes another digest. */
  putImage(repository: string, content: string, tag?: string): StoredDescriptor {
    const layer = this.putBlob(repository, `layer of ${content}`, 'application/vnd.oci.image.layer.v1.tar');
    const config = this.putBlob(repository, JSON.stringify({ os: 'linux', content }), 'application/vnd.oci.image.config.v1+json');
    const manifest = { schemaVersion: 2, mediaType: ociManifest, config, layers: [layer] };
    return this.putManifest(repository, { manifest, ...(tag === undefined ? {} : { tag }) });
  }

  /** An image with these labels; `size` is that of its layers. */
  putImageOf(repository: string, { tag, labels = {}, layers = ['first', 'second'] }: { tag: string; labels?: Readonly<Record<string, string>>; layers?: readonly string[] }): StoredDescriptor {
    const stored = layers.map(content => this.putBlob(repository, content, 'application/vnd.oci.image.layer.v1.tar+gzip'));
    const config = this.putBlob(repository, JSON.stringify({ os: 'linux', architecture: 'amd64', config: { Labels: labels } }), 'application/vnd.oci.image.config.v1+json');
    const descriptor = this.putManifest(repository, { manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: stored }, tag });
    return { ...descriptor, size: stored.reduce((sum, { size }) => sum + size, 0) };
  }

  /** An image for each platform and the index of them under `tag`; another `content` makes other digests. */
  putIndex(repository: string, tag: string, content = tag): StoredDescriptor & { readonly manifests: readonly StoredDescriptor[] } {
    const manifests = fourPlatforms.map(platform => {
      const [os = '', architecture = '', variant] = platform.split('/');
      const named = variant === undefined ? { os, architecture } : { os, architecture, variant };
      return { ...this.putImage(repository, `${content} ${platform}`), platform: named };
    });
    const manifest = { schemaVersion: 2, mediaType: ociIndex, manifests };
    return { ...this.putManifest(repository, { manifest, mediaType: ociIndex, tag }), manifests };
  }

  /** Something that refers to `subject`. */
  putReferrer(repository: string, subject: StoredDescriptor, artifactType: string): StoredDescriptor {
    const empty = this.putBlob(repository, '{}', 'application/vnd.oci.empty.v1+json');
    const manifest = { schemaVersion: 2, mediaType: ociManifest, artifactType, config: empty, layers: [empty], subject };
    return { ...this.putManifest(repository, { manifest }), artifactType };
  }

  removeTag(repository: string, tag: string): void {
    this.#manifests.delete(`${repository}:${tag}`);
  }

  /** By the time of their first push. */
  findTags(repository: string): readonly string[] {
    return [...this.#manifests.keys()].filter(key => key.startsWith(`${repository}:`)).map(key => key.slice(repository.length + 1));
  }

  findManifest(repository: string, name: string): StoredManifest | undefined {
    return this.#manifests.get(name.includes(':') ? `${repository}@${name}` : `${repository}:${name}`);
  }

  findBlob(repository: string, digest: string): Uint8Array | undefined {
    return this.#blobs.get(`${repository}@${digest}`);
  }

  findReferrers(repository: string, digest: string): readonly StoredDescriptor[] {
    const inRepository = [...this.#manifests].filter(([key]) => key.startsWith(`${repository}@`));
    return inRepository.flatMap(([, { mediaType, digest: own, bytes }]) => {
      const content = JSON.parse(Buffer.from(bytes).toString()) as { subject?: StoredDescriptor; artifactType?: string; annotations?: Record<string, string> };
      if (content.subject?.digest !== digest) return [];
      const { artifactType, annotations } = content;
      return [{ mediaType, digest: own, size: bytes.length, ...(artifactType ? { artifactType } : {}), ...(annotations ? { annotations } : {}) }];
    });
  }
}
