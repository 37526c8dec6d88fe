import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedSigner, SignatureLayout } from '../../server/src/core/accepted-signer';
import type { Verdict } from '../../server/src/core/verification';
import { createTestClient } from '../support/fake-registry-client';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import {
  cosignReferrer, describeManifest, inToto, notation, provenance, pushBundleReferrer, pushFallbackTag, pushIndex, pushLegacyReferrer, pushReferrer, pushStatement,
} from '../support/image-layouts';
import type { Push } from '../support/memory-registry';
import { legacyPayload, makeBundle, makeLegacy, mediaTypes, pushLegacy, statement, testIdentity, testIssuer, type ImageToSign } from '../support/sign-image';
import { builder, certifyBuilder } from '../support/docker-builder';
import { createAuthority, type Authority, type Signer } from '../support/sigstore';
import { testSigner, verify } from '../support/verification';

let authority: Authority;
let signer: Signer;
let dockerSigner: Signer;
let trustedRoot: string;
beforeAll(async () => {
  authority = await createAuthority();
  signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  dockerSigner = await certifyBuilder(authority);
  trustedRoot = JSON.stringify(authority.trustedRoot);
});

const started: FakeRegistry[] = [];
afterEach(async () => {
  for (const registry of started.splice(0)) await registry.close();
});

const of = (layout: SignatureLayout): AcceptedSigner[] => [{ ...testSigner, layout }];
const bundle = (image: ImageToSign, predicateType?: string): Promise<object> => makeBundle(authority, signer, statement(image.digest, predicateType));
const signed = async (push: Push, image: ImageToSign): Promise<void> => pushLegacy(push, image, await makeLegacy(authority, signer, legacyPayload(image)));
const refer = async (push: Push, image: ImageToSign, by = signer): Promise<void> => {
  const referrer = await pushBundleReferrer(push, image, await makeBundle(authority, by, statement(image.digest)));
  await pushFallbackTag(push, image, [{ ...referrer, artifactType: mediaTypes.bundle }]);
};

interface Row {
  /** Undefined: how it is laid out is all that counts. */
  readonly verdict?: Verdict;
  /** With the Referrers API, and without it: at first, and when the registry is known to have none. */
  readonly requests: readonly [number, number, number];
  readonly signers?: readonly AcceptedSigner[];
  sign(push: Push): Promise<unknown>;
}

/** Each of the layouts: what signs an image in it, and how many requests tell. */
const rows: Readonly<Record<string, Row>> = {
  'a signature in Cosign\'s tag': {
    verdict: 'verified', requests: [4, 5, 4],
    sign: async (push) => signed(push, (await pushIndex(push)).index),
  },
  'a bundle': {
    verdict: 'verified', requests: [5, 6, 5],
    sign: async (push) => refer(push, (await pushIndex(push, { attested: {} })).index),
  },
  'a signature of the Notary Project': {
    requests: [5, 6, 5],
    sign: async (push) => {
      const { index } = await pushIndex(push, { platforms: ['linux/s390x', 'linux/arm64'] });
      const referrer = await pushReferrer(push, { subject: describeManifest(index), artifactType: notation, layers: [{ bytes: Buffer.from('{}'), mediaType: 'application/jose+json' }] });
      await pushFallbackTag(push, index, [{ ...referrer, artifactType: notation }]);
    },
  },
  'a signature in the tag and a bundle, which is one more': {
    verdict: 'verified', requests: [6, 7, 6],
    sign: async (push) => {
      const { index } = await pushIndex(push, { attested: {} });
      await signed(push, index);
      await refer(push, index);
    },
  },
  'Docker\'s GitHub Builder': {
    verdict: 'verified', requests: [5, 6, 5], signers: [builder],
    sign: async (push) => refer(push, (await pushIndex(push, { attested: {} })).attestation as ImageToSign, dockerSigner),
  },
  'Docker\'s GitHub Builder, where nobody is named': {
    verdict: 'signed-unpinned', requests: [5, 6, 5], signers: [],
    sign: async (push) => refer(push, (await pushIndex(push, { attested: {} })).attestation as ImageToSign, dockerSigner),
  },
  'a Docker Hardened Image, whose registries have the API': {
    verdict: 'verified', requests: [6, 7, 6], signers: of('docker-hardened'),
    sign: async (push) => {
      const { amd64 } = await pushIndex(push);
      const attestation = await pushStatement(push, amd64);
      const signature = await pushLegacyReferrer(push, attestation, await makeLegacy(authority, signer, legacyPayload(attestation)));
      await pushFallbackTag(push, amd64, [{ ...attestation, artifactType: inToto }]);
      await pushFallbackTag(push, attestation, [{ ...signature, artifactType: cosignReferrer }]);
    },
  },
  'no signature of one manifest': {
    verdict: 'unsigned', requests: [3, 4, 3],
    sign: async (push) => push.manifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config: {}, layers: [] })), mediaTypes.manifest, 'latest'),
  },
  'no signature of an index': { verdict: 'unsigned', requests: [5, 6, 5], sign: (push) => pushIndex(push) },
  'no signature of what BuildKit made': { verdict: 'unsigned', requests: [5, 6, 5], sign: (push) => pushIndex(push, { attested: {} }) },
  'no signature of what BuildKit made, where nobody is named': { verdict: 'unsigned', requests: [5, 6, 5], signers: [], sign: (push) => pushIndex(push, { attested: {} }) },
  'no signature, and an attestation that has to be read': {
    verdict: 'unsigned', requests: [5, 6, 5],
    sign: async (push) => {
      const { index } = await pushIndex(push, { platforms: ['linux/s390x', 'linux/arm64'] });
      const referrer = await pushBundleReferrer(push, index, await bundle(index, provenance), { 'dev.sigstore.bundle.predicateType': provenance });
      await pushFallbackTag(push, index, [{ ...referrer, artifactType: mediaTypes.bundle }]);
    },
  },
};

/** Answers to those who have a token: what was refused for the want of one is not counted, nor is fetching it. */
function answered({ requests }: FakeRegistry): string[] {
  return requests.filter(({ path, headers }) => path.startsWith('/v2/') && headers.authorization).map(({ method, path }) => `${method} ${path}`);
}

describe('a verdict needs at most so many requests after the token', () => {
  it.each(Object.entries(rows))('%s', async (_, { verdict, requests, signers = [testSigner], sign }) => {
    const [withApi, unknown, known] = requests;
    for (const [referrersApi, counts] of [[true, [withApi]], [false, [unknown, known]]] as const) {
      const registry = await startFakeRegistry({ auth: 'bearer', referrersApi });
      started.push(registry);
      await sign(registry.push('app'));
      const { client } = createTestClient();
      for (const count of counts) {
        registry.requests.length = 0;
        const result = await verify({ registry: client, reference: `${registry.host}/app:latest`, signers, trustedRoot });
        if (verdict === undefined) expect(result.signatures).toHaveLength(1);
        else expect(result.verdict).toBe(verdict);
        const asked = answered(registry);
        expect(asked, asked.join('\n')).toHaveLength(count);
        expect(asked.filter((each) => /\.(att|sbom)$/.test(each))).toEqual([]);
      }
    }
  });
});
