/** Refreshes a trust root from each repository of standard input, and prints how each ended as JSON. */
import { text } from 'node:stream/consumers';
import { createScratch } from '../../server/src/node/scratch';
import { readKept, refresh, writeKept } from '../../server/src/signatures/tuf';
import { TufServer } from '../support/tuf-repository';
import type { RepositoryVector } from './repository';

async function outcomeOf({ url, root, files }: RepositoryVector): Promise<string> {
  const repository = { url, root, reach: 'public' } as const;
  const http = new TufServer({ files: new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes, 'base64')])) });
  const result = await refresh({ repository, known: undefined, http, scratch: createScratch(), clock: Date });
  if (!result.ok) return result.failure;
  const kept = readKept(writeKept(result.evidence, '2026-01-02T03:04:05.006Z'), repository);
  return kept === undefined ? 'not believed afterwards' : 'refreshed';
}

async function main(): Promise<void> {
  const outcomes: Record<string, string> = {};
  for (const vector of JSON.parse(await text(process.stdin)) as RepositoryVector[]) outcomes[vector.name] = await outcomeOf(vector);
  process.stdout.write(JSON.stringify(outcomes));
}

void main();
