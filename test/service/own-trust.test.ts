import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { createFiles } from '../../server/src/node/files';
import { createSigners } from '../../server/src/verifier';
import { newChain } from '../support/notation';
import { reference } from '../support/verification';

/** What somebody's own notation has on the disk, and what is made of it. */
describe('the trust of the person\'s own notation', () => {
  let folder: string;
  const before = process.env['NOTATION_CONFIG'];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-notation-'));
    process.env['NOTATION_CONFIG'] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env['NOTATION_CONFIG'];
    else process.env['NOTATION_CONFIG'] = before;
  });

  function trust(): void {
    const statement = {
      name: 'acme', registryScopes: ['registry.example/app'], signatureVerification: { level: 'strict' }, trustStores: ['ca:acme'], trustedIdentities: ['*'],
    };
    writeFileSync(join(folder, 'trustpolicy.json'), JSON.stringify({ version: '1.0', trustPolicies: [statement] }));
    mkdirSync(join(folder, 'truststore/x509/ca/acme'), { recursive: true });
    writeFileSync(join(folder, 'truststore/x509/ca/acme/root.pem'), newChain().at(-1)?.pem ?? '');
  }

  async function signersFor(name: string, policy: TrustPolicy = defaultPolicy): Promise<readonly AcceptedSigner[]> {
    const request = await createSigners(createFiles()).verificationRequest(reference(name), policy);
    if (!('signers' in request)) throw new Error(request.template);
    return request.signers;
  }

  it('is whom to expect in its scope, and nobody elsewhere', async () => {
    expect(await signersFor('registry.example/app')).toEqual([]);
    trust();
    expect(await signersFor('registry.example/app')).toMatchObject([{ kind: 'notation', source: 'notation', level: 'strict', name: 'acme' }]);
    expect(await signersFor('registry.example/other')).toEqual([]);
    expect(await signersFor('cgr.dev/chainguard/node')).toMatchObject([{ source: 'chainguard' }]);
  });

  it('gives way to whom the policy names', async () => {
    trust();
    const signatures = [{ images: 'registry.example/**', keyless: { issuer: 'i', identity: 'me' }, required: true }];
    expect(await signersFor('registry.example/app', { ...defaultPolicy, signatures })).toMatchObject([{ kind: 'keyless', source: 'policy' }]);
  });
});
