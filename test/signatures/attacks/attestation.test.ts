import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { createBench, provenance, tryAttestation, type Bench } from '../../support/attack';
import { imageInMemory, makeBundle, pushBundle, statement, type ImageToSign } from '../../support/sign-image';
import { failed, verify } from '../../support/verification';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

beforeEach(async () => {
  expect(await tryAttestation(bench)).toMatchObject({ verdict: 'verified', predicateType: provenance });
});

const spdx = 'https://spdx.dev/Document';

describe('attestations', () => {
  it('are told with what was signed', async () => {
    const report = await tryAttestation(bench, { content: ({ digest }) => ({ ...statement(digest, spdx), predicate: { a: [1] } }), annotate: (annotations) => delete annotations['predicateType'] });
    expect(report).toMatchObject({
      format: 'cosign-legacy', verdict: 'verified', predicateType: spdx, place: 'registry.example/app', subject: { kind: 'manifest' },
      statement: { type: 'https://in-toto.io/Statement/v1', predicateType: spdx, predicate: { a: [1] } },
    });
    expect(failed(report)).toEqual([]);
  });

  it('attack 37: the label says another type than what was signed', async () => {
    const report = await tryAttestation(bench, { annotate: (annotations) => (annotations['predicateType'] = spdx) });
    expect(report).toMatchObject({ verdict: 'verified', predicateType: provenance });
    const check = report.checks.find(({ name }) => name === 'payload-type')!;
    expect(check).toHaveProperty('reason');
    expect(render(check.reason!)).toBe(`It is labelled as ${spdx}, and signed as ${provenance}.`);
    const honest = await tryAttestation(bench);
    expect(honest.checks.find(({ name }) => name === 'payload-type')).not.toHaveProperty('reason');
  });

  it('attack 37: the type is missing, empty, or no text', async () => {
    for (const predicateType of [undefined, '', null, 7, ['https://slsa.dev/provenance/v1'], 'x'.repeat(3000)]) {
      const report = await tryAttestation(bench, { content: ({ digest }: ImageToSign) => ({ ...statement(digest, provenance), predicateType }) });
      expect(report).toMatchObject({ verdict: 'invalid', predicateType: '' });
      expect(failed(report)).toEqual(['payload-type']);
    }
  });

  it.each([spdx, provenance, 'https://cosign.sigstore.dev/attestation/v1', 'https://sigstore.dev/cosign/sign/v1 ', 'https://sigstore.dev/cosign/sign/v10'])(
    'attack 37: an attestation is no signature of the image: %s',
    async (predicateType) => {
      const report = async (type: string): ReturnType<typeof verify> => {
        const { registry, image } = await imageInMemory();
        await pushBundle(registry.push, image, await makeBundle(bench.authority, bench.signer, statement(image.digest, type)));
        return verify({ registry, trustedRoot: bench.trustedRoot });
      };
      expect(await report('https://sigstore.dev/cosign/sign/v1')).toMatchObject({ verdict: 'verified', attestations: [] });
      expect(await report(predicateType)).toMatchObject({ verdict: 'unsigned', signatures: [], attestations: [{ verdict: 'verified', predicateType }] });
    },
  );
});
