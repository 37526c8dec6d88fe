import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createScratch } from '../../../server/src/node/scratch';
import type * as tuf from '../../../server/src/tuf';
import { builtBundle } from '../../support/built';
import { TufRepo, TufServer } from '../../support/tuf-repository';

describe('dist/tuf.js', () => {
  it('has no transport of its own', () => {
    const text = readFileSync(builtBundle('tuf'), 'utf8');
    expect(text).not.toMatch(/\bfetch\(|(?:require|import)\("(?:node:)?(?:https?|http2|net|tls|child_process)"\)/);
    expect(text).toMatch(/require\("(?:node:)?fs"\)/);
  });

  it('refreshes all the same, and names what went wrong', async () => {
    const { refresh, readKept, writeKept } = createRequire(import.meta.url)(builtBundle('tuf')) as typeof tuf;
    const repo = new TufRepo('first').rotate().publish('second');
    const server = new TufServer(repo);
    const input = { repository: repo.repository, known: undefined, http: server, scratch: createScratch(), clock: Date };
    const result = await refresh(input);
    expect(result).toMatchObject({ ok: true, evidence: { trustedRoot: 'second' } });
    expect(result.ok && readKept(writeKept(result.evidence, '2026-01-02T03:04:05.006Z'), repo.repository)).toMatchObject({ proof: { version: 2 } });
    server.files = new Map();
    expect(await refresh(input)).toMatchObject({ ok: false, failure: 'unreachable' });
  });
});
