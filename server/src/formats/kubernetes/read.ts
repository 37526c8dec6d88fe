import { createStreamReader, type StreamReader } from '../yaml/stream';
import { scanLines } from './scan';
import { formatId, readStructure, structuralKeys } from './structure';
import { readWorkload } from './workload';
import { namesWorkload } from './workloads';

/** Characters: a few manifests of the largest size. */
const mostRemembered = 6_000_000;

/** Reads manifests, with a memory of its own. */
export function createManifestReader(): StreamReader {
  return createStreamReader({
    id: formatId,
    mayNameImage: document => document.includes('image') && namesWorkload(document),
    readStructure,
    scanLines,
    structuralKeys,
    readWorkload,
    mostRemembered,
  });
}
