import { createVerify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainguard, chainguardPredicates, distroless, dockerHardened, kubernetes, redHat, type KeylessLookAlike, type LookAlikeOptions } from '../support/look-alikes';
import { MemoryRegistry } from '../support/memory-registry';
import { verify } from '../support/verification';

const keyless: [string, (options: LookAlikeOptions) => Promise<KeylessLookAlike>][] = [
  ['Chainguard', chainguard],
  ['Distroless', distroless],
  ['Kubernetes', kubernetes],
];

interface SignatureManifest {
  layers: { digest: string; annotations: Record<string, string> }[];
  config: { mediaType: string };
  subject?: { digest: string };
}

function manifest(registry: MemoryRegistry, at: string): SignatureManifest {
  const found = registry.manifests.get(registry.tagged.get(at) ?? at);
  return JSON.parse(Buffer.from(found?.bytes ?? []).toString()) as SignatureManifest;
}

function isSignedWith(registry: MemoryRegistry, key: string, { digest, annotations }: SignatureManifest['layers'][number]): boolean {
  const signature = Buffer.from(annotations['dev.cosignproject.cosign/signature'] ?? '', 'base64');
  return createVerify('sha256').update(registry.blobs.get(digest) ?? '').verify(key, signature);
}

describe('images laid out as publishers do', () => {
  it.each(keyless)('%s: index and platforms are verified for their signer, and for nobody else', async (_, build) => {
    const registry = new MemoryRegistry();
    const { name, tag, index, platforms, signer, trustedRoot } = await build({ push: registry.push });
    const ask = { registry, trustedRoot, signers: [signer] };
    expect(await verify({ ...ask, reference: `${name}:${tag}` })).toMatchObject({ verdict: 'verified', digest: index.digest });
    for (const { digest } of Object.values(platforms)) expect(await verify({ ...ask, reference: `${name}@${digest}` })).toMatchObject({ verdict: 'verified' });
    const others = [{ ...signer, identity: `${signer.identity}x` }];
    expect(await verify({ ...ask, signers: others, reference: `${name}:${tag}` })).toMatchObject({ verdict: 'invalid' });
  });

  it('an e-mail address is one in the certificate', async () => {
    const registry = new MemoryRegistry();
    const { index, signer } = await distroless({ push: registry.push });
    const [layer] = manifest(registry, `${index.digest.replace(':', '-')}.sig`).layers;
    const certificate = new X509Certificate(layer?.annotations['dev.sigstore.cosign/certificate'] ?? '');
    expect(certificate.subjectAltName).toBe(`email:${signer.identity}`);
  });

  it('what Chainguard attests is attested by its signer', async () => {
    const registry = new MemoryRegistry();
    const { name, tag, signer, trustedRoot } = await chainguard({ push: registry.push });
    const report = await verify({ registry, trustedRoot, signers: [signer], reference: `${name}:${tag}`, more: { depth: 'everything' } });
    const bundled = report.attestations.filter(({ verdict }) => verdict === 'verified').map(({ predicateType }) => predicateType);
    expect(new Set(bundled)).toEqual(new Set(Object.values(chainguardPredicates)));
  });

  it('Red Hat signs each name of index and platforms with its key, and logs nothing', async () => {
    const registry = new MemoryRegistry();
    const { index, platforms, key } = await redHat({ push: registry.push });
    for (const { digest } of [index, ...Object.values(platforms)]) {
      const { layers } = manifest(registry, `${digest.replace(':', '-')}.sig`);
      expect(layers).toHaveLength(3);
      for (const layer of layers) {
        expect(Object.keys(layer.annotations)).toEqual(['dev.cosignproject.cosign/signature']);
        expect(isSignedWith(registry, key.pem, layer)).toBe(true);
      }
    }
  });

  it('Docker signs the statements about each platform, and not the image', async () => {
    const registry = new MemoryRegistry();
    const { index, platforms, attestations, key } = await dockerHardened({ push: registry.push });
    expect(await registry.referrers({} as never, index.digest)).toEqual([]);
    for (const [platform, statements] of Object.entries(attestations)) {
      for (const { digest } of statements) {
        expect(manifest(registry, digest).subject?.digest).toBe(platforms[platform as keyof typeof platforms].digest);
        const [referrer] = await registry.referrers({} as never, digest);
        expect(referrer?.artifactType).toBe('application/vnd.dev.cosign.artifact.sig.v1+json');
        const { layers: [layer], subject } = manifest(registry, referrer?.digest ?? '');
        expect(subject?.digest).toBe(digest);
        expect(layer && isSignedWith(registry, key.pem, layer)).toBe(true);
      }
    }
  });
});
