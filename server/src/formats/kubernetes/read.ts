import { createStreamReader, type StreamReader } from '../yaml/stream';
import { headerOf as readHeader } from './header';
import { mayBePatch } from './patch';
import { scanLines } from './scan';
import { formatId, readStructure, structuralKeys } from './structure';
import { readWorkload } from './workload';

/** Characters: a few manifests of the largest size. */
const mostRemembered = 6_000_000;

/** Besides `image`, what may be the name of one: `imageName`, `package`, `oci://`, `newName`, a `kind: DockerImage`. */
const words = /image|package|oci:|newName|bundle|repository/i;

/** Reads manifests, with a memory of its own. `id` is the format's. */
export function createManifestReader(id: string = formatId): StreamReader {
  const headerOf = onceInARow(readHeader);
  return createStreamReader({
    id,
    mayNameImage(document) {
      if (!words.test(document)) return false;
      const { workloads, customs } = headerOf(document);
      return customs || (workloads && document.includes('image')) || mayBePatch(document);
    },
    readStructure,
    scanLines,
    structuralKeys: document => (headerOf(document).customs || mayBePatch(document) ? undefined : structuralKeys),
    readWorkload,
    mostRemembered,
  });
}

/** Two questions about one document in a row are one look at it. */
function onceInARow<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | undefined;
  return text => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}
