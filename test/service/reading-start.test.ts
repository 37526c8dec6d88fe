import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import type { RegistryClient } from '../../server/src/oci/client';
import { createTestService } from '../support/service';

const emptyClient: RegistryClient = {
  resolve: () => Promise.reject(new Error('nobody asks')),
  resolveVerified: () => Promise.reject(new Error('nobody asks')),
  manifest: () => Promise.resolve(undefined),
  blob: () => Promise.resolve(new Uint8Array()),
  referrers: () => Promise.resolve([]),
  tags: () => Promise.resolve({ tags: [], complete: true }),
};

describe('the beginning of a document', () => {
  it('is no reason to call an ignore useless', async () => {
    const service = await createTestService({ client: emptyClient, clock: { now: () => 0, sleep: () => Promise.resolve() } });
    const policy = { ...defaultPolicy, rules: { 'unused-ignore': 'warning' as const } };
    const context = { policy, path: 'Dockerfile', localNames: new Set<string>() };
    // What the comment is for gets its reference from a variable, which the beginning alone does not tell.
    const text = `ARG B=node\n# plimsoll-ignore-next-line tag-missing: known\nFROM $B\n${'FROM a:1\nRUN true\n'.repeat(6000)}`;
    const info = { path: 'Dockerfile', text };
    const start = service.readStart(info, policy);
    if (!start) throw new Error('it is not read in two steps');
    const rulesOf = (document: typeof start) => service.check(document, context).findings.filter(({ rule }) => rule === 'unused-ignore');
    expect(rulesOf(start)).toEqual([]);
    expect(rulesOf(service.read(info, policy)!)).toEqual([]);
  });
});
