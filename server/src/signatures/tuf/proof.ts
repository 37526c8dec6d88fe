import { createHash } from 'node:crypto';
import { Metadata, MetadataKind, type Root } from '@tufjs/models';
import { asObject } from '../strict-json';
import { targetName } from './repository';

/** What a refresh leaves: enough to prove it again from the root that ships, without believing the disk. */
export interface TufEvidence {
  /** Every root from the one that proved the refresh, in order, to the newest. */
  readonly roots: readonly string[];
  readonly timestamp: string;
  readonly snapshot: string;
  readonly targets: string;
  readonly trustedRoot: string;
}

export interface TufProof {
  /** The newest root. */
  readonly root: string;
  /** Of the timestamp: who has the higher one knows more. */
  readonly version: number;
}

/**
 * Follows the signatures from `seed` to the trusted root, as TUF's client workflow has it. Throws where they break off.
 * Expiry is not looked at: it was when these files came, and what has expired since is still newer than what ships. A
 * machine without a network would otherwise fall back to an older root a week after its last refresh.
 */
export function prove(seed: string, evidence: TufEvidence): TufProof {
  const root = newestRoot(seed, evidence.roots);
  const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, parse(evidence.timestamp));
  root.metadata.verifyDelegate(MetadataKind.Timestamp, timestamp);
  const { snapshotMeta } = timestamp.signed;
  snapshotMeta.verify(Buffer.from(evidence.snapshot));
  const snapshot = Metadata.fromJSON(MetadataKind.Snapshot, parse(evidence.snapshot));
  root.metadata.verifyDelegate(MetadataKind.Snapshot, snapshot);
  demand(snapshot.signed.version === snapshotMeta.version, 'another snapshot');
  const targetsMeta = own(snapshot.signed.meta, 'targets.json');
  targetsMeta.verify(Buffer.from(evidence.targets));
  const targets = Metadata.fromJSON(MetadataKind.Targets, parse(evidence.targets));
  root.metadata.verifyDelegate(MetadataKind.Targets, targets);
  demand(targets.signed.version === targetsMeta.version, 'other targets');
  demandTarget(Buffer.from(evidence.trustedRoot), own(targets.signed.targets, targetName));
  return { root: root.text, version: timestamp.signed.version };
}

interface ReadRoot {
  readonly text: string;
  readonly metadata: Metadata<Root>;
}

/** Each root is signed by the keys of the one before and by its own. */
function newestRoot(seed: string, roots: readonly string[]): ReadRoot {
  let last: ReadRoot = { text: seed, metadata: Metadata.fromJSON(MetadataKind.Root, parse(seed)) };
  last.metadata.verifyDelegate(MetadataKind.Root, last.metadata);
  for (const text of roots) {
    const metadata = Metadata.fromJSON(MetadataKind.Root, parse(text));
    // What ships may be newer than what was kept.
    if (metadata.signed.version <= last.metadata.signed.version) continue;
    demand(metadata.signed.version === last.metadata.signed.version + 1, 'a root is missing');
    last.metadata.verifyDelegate(MetadataKind.Root, metadata);
    metadata.verifyDelegate(MetadataKind.Root, metadata);
    last = { text, metadata };
  }
  return last;
}

const algorithms = ['sha256', 'sha512'] as const;

/** At least one digest that is known, and no wrong one. */
function demandTarget(bytes: Buffer, { length, hashes }: { length: number; hashes: Readonly<Record<string, string>> }): void {
  const known = algorithms.filter(algorithm => Object.hasOwn(hashes, algorithm));
  demand(known.length > 0, 'a target without a digest');
  demand(bytes.length === length, 'a target of another length');
  for (const algorithm of known) {
    demand(createHash(algorithm).update(bytes).digest('hex') === hashes[algorithm], 'a target with another digest');
  }
}

type Json = Parameters<typeof Metadata.fromJSON>[1];

function parse(text: string): Json {
  const value = asObject(JSON.parse(text));
  if (value === undefined) throw new Error('no object');
  return value as Json;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  if (value === undefined) throw new Error(`no ${key}`);
  return value;
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
