/** Bundles made by an authority of our own: whether real Cosign believes of them what Plimsoll does. */
import { afterAll, beforeAll, describe } from 'vitest';
import { bundleEntry, makeBundle, mediaTypes, pushBundle, statement, type BundleJson } from '../support/sign-image';
import { base64, createAuthority, hashedRekord, signBytes, signEnvelope } from '../support/sigstore';
import { itAgrees, type Row } from './support/agreement';
import { ask, bundleSigned, identity, issuer, newKeyless, type BundleChange, type Keyless } from './support/keyless';
import { createTarget, createWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Change = (keyless: Keyless) => BundleChange | Promise<BundleChange>;

function row(name: string, answer: 'accepts' | 'refuses', change: Change): Row {
  return { name, arrange: arranged(change), cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid' };
}

function arranged(change: Change): Row['arrange'] {
  return async (at) => {
    const keyless = await newKeyless(at);
    return bundleSigned(keyless, await change(keyless));
  };
}

type Proof = Record<'rootHash' | 'treeSize' | 'logIndex', string> & { checkpoint: { envelope: string } };
type Entry = { inclusionProof?: Proof; inclusionPromise?: { signedEntryTimestamp: string }; integratedTime: string; logIndex: string };

function entryOf({ verificationMaterial }: BundleJson): Entry {
  return verificationMaterial.tlogEntries[0] as unknown as Entry;
}

function bent(change: (bundle: BundleJson) => void): Change {
  return () => ({ bundle: (made) => change(made) });
}

function stated(change: (made: Record<string, unknown>, keyless: Keyless) => unknown): Change {
  return (keyless) => ({ statement: (made) => change(made as Record<string, unknown>, keyless) as object });
}

function flip(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
}

const hexOf = (digest: string): string => digest.slice('sha256:'.length);
const nothing = '0'.repeat(64);

async function another({ world: at, signer }: Keyless): Promise<BundleJson> {
  return makeBundle(at.authority, signer, statement((await createTarget(at)).index.digest));
}

describe('a bundle', () => {
  itAgrees([
    row('as it was made', 'accepts', () => ({})),
    row('without a predicate', 'accepts', stated((made) => ({ ...made, predicate: undefined }))),
    row('of an older kind of statement', 'accepts', stated((made) => ({ ...made, _type: 'https://in-toto.io/Statement/v0.1' }))),
    row('about two images, this one last', 'accepts', stated((made) => ({ ...made, subject: [{ digest: { sha256: nothing } }, ...(made['subject'] as object[])] }))),
    row('about an image with a name', 'accepts', stated((_, { target }) => ({ ...statement(target.index.digest), subject: [{ name: 'other', digest: { sha256: hexOf(target.index.digest) } }] }))),
    row('for another identity', 'refuses', () => ({ who: { identity: `${identity}x` } })),
    row('for a part of the identity', 'refuses', () => ({ who: { identity: identity.slice(0, -1) } })),
    row('for another issuer', 'refuses', () => ({ who: { issuer: `${issuer}.evil.example` } })),
    row('by another authority', 'refuses', async () => ({ authority: await createAuthority() })),
    row('about another image', 'refuses', stated((made) => ({ ...made, subject: [{ digest: { sha256: nothing } }] }))),
    row('about nothing', 'refuses', stated((made) => ({ ...made, subject: [] }))),
    row('about the digest of another algorithm', 'refuses', stated((made, { target }) => ({ ...made, subject: [{ digest: { sha512: hexOf(target.index.digest) } }] }))),
    row('about the name of the image alone', 'refuses', stated((made, { target }) => ({ ...made, subject: [{ name: target.name, digest: { sha256: nothing } }] }))),
    row('whose signature is another', 'refuses', bent((made) => (made.dsseEnvelope!.signatures[0]!.sig = flip(made.dsseEnvelope!.signatures[0]!.sig)))),
    row('with the certificate of somebody else', 'refuses', ({ world: at }) => ({
      bundle: async (made) => void (made.verificationMaterial['certificate'] = { rawBytes: base64((await at.authority.certify({ identity, issuer })).der) }),
    })),
    row('of another payload type', 'refuses', ({ signer }) => ({
      bundle: (made) => {
        const payload = Buffer.from(made.dsseEnvelope!.payload, 'base64');
        made.dsseEnvelope!.payloadType = 'text/plain';
        made.dsseEnvelope!.signatures[0]!.sig = base64(signEnvelope(signer, 'text/plain', payload));
      },
    })),
    row('that was never logged', 'refuses', bent((made) => (made.verificationMaterial.tlogEntries = []))),
    row('with the log entry of another bundle', 'refuses', (keyless) => ({
      bundle: async (made) => void (made.verificationMaterial.tlogEntries = (await another(keyless)).verificationMaterial.tlogEntries),
    })),
    row('whose log promises another time', 'refuses', bent((made) => (entryOf(made).integratedTime = String(Number(entryOf(made).integratedTime) + 1)))),
    row('whose log promises another place', 'refuses', bent((made) => (entryOf(made).logIndex = '1'))),
    row('whose promise is not signed', 'refuses', bent((made) => (entryOf(made).inclusionPromise!.signedEntryTimestamp = flip(entryOf(made).inclusionPromise!.signedEntryTimestamp)))),
    row('whose proof has another root', 'refuses', bent((made) => (entryOf(made).inclusionProof!.rootHash = flip(entryOf(made).inclusionProof!.rootHash)))),
    row('whose proof is of another place', 'refuses', bent((made) => (entryOf(made).inclusionProof!.logIndex = '1'))),
    row('whose checkpoint is another', 'refuses', bent((made) => {
      const { checkpoint } = entryOf(made).inclusionProof!;
      checkpoint.envelope = checkpoint.envelope.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`);
    })),
    row('without a proof', 'refuses', bent((made) => delete entryOf(made).inclusionProof)),
    row('without a promise', 'refuses', bent((made) => delete entryOf(made).inclusionPromise)),
    row('logged before the certificate began', 'refuses', () => ({ loggedAt: new Date(Date.now() - 3_600_000) })),
    row('logged after the certificate ended', 'refuses', () => ({ loggedAt: new Date(Date.now() + 700_000) })),
    row('of an unknown version', 'refuses', bent((made) => (made.mediaType = 'application/vnd.dev.sigstore.bundle.v9.9+json'))),
    row('with a chain instead of one certificate', 'refuses', ({ signer }) => ({
      bundle: (made) => {
        delete made.verificationMaterial['certificate'];
        made.verificationMaterial['x509CertificateChain'] = { certificates: [{ rawBytes: base64(signer.der) }] };
      },
    })),
    row('of two signatures', 'refuses', bent((made) => made.dsseEnvelope!.signatures.push(made.dsseEnvelope!.signatures[0]!))),
    row('of one log entry, twice', 'refuses', bent((made) => made.verificationMaterial.tlogEntries.push(made.verificationMaterial.tlogEntries[0]!))),
    row('that is no JSON', 'refuses', () => ({ bundle: () => '{' })),
  ], () => world);

  itAgrees([
    {
      name: 'without a timestamp of the certificate log',
      arrange: async (at) => bundleSigned(await newKeyless(at, { transparent: false })),
      cosign: 'refuses', plimsoll: 'invalid',
    },
    {
      name: 'about the digest in capitals',
      arrange: arranged(stated((made, { target }) => ({ ...made, subject: [{ digest: { sha256: hexOf(target.index.digest).toUpperCase() } }] }))),
      cosign: { 2: 'accepts', 3: 'refuses' }, plimsoll: 'invalid', because: 'Cosign 2 reads the digest as a number, and so would another tool not',
    },
    {
      name: 'whose manifest is about another image, by the API',
      arrange: async (at) => bundleSigned(await newKeyless(at), { subject: (await createTarget(at)).index }),
      cosign: 'refuses', plimsoll: 'unsigned',
    },
    {
      name: 'whose manifest is about another image, by the tag',
      arrange: async (at) => bundleSigned(await newKeyless(at, {}, 'plain'), { subject: (await createTarget(at)).index }),
      cosign: 'accepts', plimsoll: 'invalid', because: 'Cosign looks at the statement alone, and believes the tag',
    },
    {
      name: 'found by the tag',
      arrange: async (at) => bundleSigned(await newKeyless(at, {}, 'plain')),
      cosign: 'accepts', plimsoll: 'verified',
    },
    {
      name: 'with a key that nobody knows',
      arrange: arranged(() => ({ bundle: (made) => ({ ...made, surprise: true }) })),
      cosign: 'refuses', plimsoll: 'invalid',
    },
    {
      name: 'that attests, and signs nothing',
      arrange: async (at) => bundleSigned(await newKeyless(at), { statement: (made) => ({ ...made, predicateType: 'https://slsa.dev/provenance/v1' }) }),
      cosign: 'accepts', plimsoll: 'unsigned', because: 'Cosign counts every attestation as a signature',
    },
    {
      name: 'that signs the bytes of the manifest',
      arrange: async (at) => {
        const { target, signer } = await newKeyless(at);
        const manifest = Buffer.from(await (await fetch(`http://${target.host}/v2/${target.name.split('/').slice(1).join('/')}/manifests/1`)).arrayBuffer());
        const signature = signBytes(signer, manifest);
        const hex = hexOf(target.index.digest);
        const record = await at.authority.log(hashedRekord(signer, hex, signature));
        await pushBundle(target.push, { name: target.name, ...target.index }, {
          mediaType: mediaTypes.bundle,
          verificationMaterial: { certificate: { rawBytes: base64(signer.der) }, tlogEntries: [bundleEntry(record, 'hashedrekord', '0.0.1')] },
          messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from(hex, 'hex').toString('base64') }, signature: base64(signature) },
        });
        return ask({ reference: target.tagged, layout: 'bundle' });
      },
      cosign: 'refuses', plimsoll: 'verified', because: 'Cosign reads envelopes alone from a registry, though it makes such bundles of files',
    },
  ], () => world);
});
