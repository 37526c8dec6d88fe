import type { Word } from './word';

/** A path or a variable follows: a tag does not begin so. */
const otherTransports = /^(?:containers-storage|dir|docker-archive|docker-daemon|oci|oci-archive|ostree|sif|tarball|https?|shub|library|oras|file):[/.~$]|^(?:\.{0,2}|~)\//;

/** A reference, or one behind `docker://`; nothing that lies in a file or in a store. */
export function pulled(word: Word): Word | undefined {
  const { value } = word;
  if (value.startsWith('docker://')) return word.without('docker://'.length);
  return otherTransports.test(value) ? undefined : word;
}

/** Tools that look into images, folders and files alike: a name without a tag may be any of them. */
const stores = /^(?:(?:docker|podman|containerd|registry):(?!\/\/)|registry:\/\/)/;
const others = /^(?:docker-archive|oci-archive|oci-dir|oci-model|singularity|dir|file|sbom|purl|pkg|cpe|image|local|fs|archive|snap|git)[:.]|^(?:\.|~|\/)/;

export function scanned(word: Word): Word | undefined {
  const { value } = word;
  const [store] = stores.exec(value) ?? [];
  // `docker:27` is image `27` of Docker to these tools, and nobody means that.
  if (store !== undefined) return /^\d[^/:]*$/.test(value.slice(store.length)) ? undefined : word.without(store.length);
  if (others.test(value)) return undefined;
  return !word.isFixed || /[:@]/.test(value) ? word : undefined;
}

/** Names of images that are built from nothing. */
export function notScratch(word: Word): Word | undefined {
  return word.value === 'scratch' ? undefined : pulled(word);
}

/** A channel of releases is none: `+stable`, `latest`. */
export function notChannel(word: Word): Word | undefined {
  return /^\+|^(?:latest|stable|testing)$/.test(word.value) ? undefined : word;
}
