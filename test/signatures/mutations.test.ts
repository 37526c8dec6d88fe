import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import type { Candidate } from '../../server/src/signatures/discovery/candidate';
import type { Outcome } from '../../server/src/signatures/outcome';
import { readBundleBlob, verifyBundle, verifyLegacy, verifyLegacyAttestation } from '../../server/src/signatures/sigstore/verify';
import { createBench, intoto, makeTiled, provenance, type Bench } from '../support/attack';
import { sha256 } from '../support/memory-registry';
import { accept, createKey, makeKeyBundle, makeLoggedKeyLegacy } from '../support/sign-key';
import { legacyPayload, makeBundle, makeLegacy, rekorAnnotation, statement } from '../support/sign-image';
import { base64, signEnvelope } from '../support/sigstore';
import { testSigner, trustRoot } from '../support/verification';

/** A layer as an attacker can bend it: its bytes, and the annotations beside it. */
interface Layer {
  readonly bytes: Buffer;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Kind {
  readonly layer: Layer;
  readonly signers: readonly AcceptedSigner[];
  readonly verify: (candidate: Candidate, bytes: Buffer, context: Parameters<typeof verifyLegacy>[2]) => Outcome;
}

let bench: Bench;
let root: ReturnType<typeof trustRoot>;
const kinds: Record<string, Kind> = {};
const key = createKey();
const image = { name: 'registry.example/app', digest: sha256('image') };
const named = (attest: boolean): object => statement(image.digest, attest ? provenance : undefined);

const bundle: Kind['verify'] = (candidate, bytes, context) => {
  const read = readBundleBlob(candidate, bytes);
  return 'kind' in read ? read : verifyBundle(candidate, { ...read, manifest: undefined }, context);
};

beforeAll(async () => {
  bench = await createBench();
  root = trustRoot(bench.trustedRoot);
  const { authority, signer } = bench;
  const old = await makeLegacy(authority, signer, legacyPayload(image));
  const oldKey = await makeLoggedKeyLegacy(authority, key, legacyPayload(image));
  const text = (made: object): Layer => ({ bytes: Buffer.from(JSON.stringify(made)), annotations: {} });
  kinds['a legacy signature'] = { layer: { bytes: old.payload, ...old }, signers: [testSigner], verify: verifyLegacy };
  kinds['a legacy signature with a key'] = { layer: { bytes: oldKey.payload, ...oldKey }, signers: [accept(key, { ignoreTlog: false })], verify: verifyLegacy };
  kinds['a legacy attestation'] = { layer: await attestation(), signers: [testSigner], verify: verifyLegacyAttestation };
  kinds['a bundle'] = { layer: text(await makeBundle(authority, signer, named(false))), signers: [testSigner], verify: bundle };
  kinds['a bundle in a log of the second generation'] = { layer: text(await makeTiled(true)(authority, signer, named(true))), signers: [testSigner], verify: bundle };
  kinds['a bundle with a key'] = { layer: text(await makeKeyBundle(authority, key, named(false))), signers: [accept(key, { ignoreTlog: false })], verify: bundle };
});

async function attestation(): Promise<Layer> {
  const { authority, signer } = bench;
  const payloadType = 'application/vnd.in-toto+json';
  const payload = Buffer.from(JSON.stringify(named(true)));
  const envelope = JSON.stringify({ payloadType, payload: base64(payload), signatures: [{ keyid: '', sig: base64(signEnvelope(signer, payloadType, payload)) }] });
  const record = await authority.log(intoto(signer, envelope));
  return { bytes: Buffer.from(envelope), annotations: { 'dev.sigstore.cosign/certificate': signer.pem, 'dev.sigstore.cosign/bundle': rekorAnnotation(record) } };
}

function judge({ signers, verify }: Kind, { bytes, annotations }: Layer): Outcome['report'] {
  const candidate: Candidate = {
    format: verify === bundle ? 'sigstore-bundle' : 'cosign-legacy',
    purpose: verify === verifyLegacyAttestation ? 'attestation' : 'signature',
    attachment: { kind: 'referrer', subject: image.digest },
    layer: { mediaType: 'x', digest: sha256(bytes), size: bytes.length, annotations },
    place: { registry: 'registry.example', repository: 'app' },
    subject: { digest: image.digest, mediaType: 'x', size: 5, kind: 'manifest' },
  };
  const context = { image: { ...candidate.place, digest: image.digest }, signers, root, now: Date.now() };
  return verify(candidate, bytes, context).report;
}

/** The layer and its annotations as one text of which any byte can be another. */
function bend(layer: Layer, at: number, flip: number): Layer {
  const parts = [layer.bytes, ...Object.values(layer.annotations).map((one) => Buffer.from(one))].map((one) => Buffer.from(one));
  const total = parts.reduce((sum, { length }) => sum + length, 0);
  let left = at % total;
  for (const part of parts) {
    if (left < part.length) {
      part[left]! ^= flip;
      break;
    }
    left -= part.length;
  }
  const [bytes, ...rest] = parts as [Buffer, ...Buffer[]];
  return { bytes, annotations: Object.fromEntries(Object.keys(layer.annotations).map((name, index) => [name, rest[index]!.toString()])) };
}

describe('whichever byte is another', () => {
  const names = [
    'a legacy signature', 'a legacy signature with a key', 'a legacy attestation', 'a bundle', 'a bundle in a log of the second generation', 'a bundle with a key',
  ];
  it.each(names)('%s is never somebody else\'s, and never throws', (name) => {
    const kind = kinds[name]!;
    const whole = judge(kind, kind.layer);
    expect(whole.verdict).toBe('verified');
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const report = judge(kind, bend(kind.layer, at, flip));
        expect(['verified', 'signed-unpinned', 'invalid', 'unknown']).toContain(report.verdict);
        if (report.verdict !== 'verified') return;
        const { identity, issuer, keySha256, certificate, source } = whole;
        expect({ identity: report.identity, issuer: report.issuer, keySha256: report.keySha256, certificate: report.certificate, source: report.source }).toEqual({
          identity, issuer, keySha256, certificate, source,
        });
        if ('predicateType' in whole) expect(report).toMatchObject({ predicateType: whole.predicateType, statement: whole.statement });
      }),
      { numRuns: 250 },
    );
  });
});
