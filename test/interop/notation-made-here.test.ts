/** Signatures that Plimsoll's tests make as the Notary Project's tools do: whether its library believes of them what Plimsoll does. */
import { afterAll, beforeAll, describe } from 'vitest';
import { authorityExtensions, certify, type Issued } from '../support/certificates';
import { pushBlob } from '../support/look-alikes/image';
import { pushReferrers } from '../support/look-alikes/attach';
import { cose, jws, newChain, notary } from '../support/notation';
import type { Envelope, Trust } from './support/notation';
import { itAgreesWithNotation, type NotationRow } from './support/notation-agreement';
import { createWorld, type Target, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const make = { jws, cose };
const mediaTypes: Readonly<Record<Envelope, string>> = { jws: 'application/jose+json', cose: 'application/cose' };
const hour = 3_600_000;
/** Whole seconds, as signers write them. */
const fromNow = (milliseconds: number): number => Math.floor((Date.now() + milliseconds) / 1000) * 1000;

interface Signed {
  readonly chain?: readonly Issued[];
  readonly headers?: Readonly<Record<string, unknown>>;
  /** Bends what is said to be signed. */
  artifact?(right: Record<string, unknown>): unknown;
}

async function push(target: Target, envelope: Envelope, { chain = newChain(), headers = {}, artifact = (right) => right }: Signed): Promise<Trust> {
  const payload = { targetArtifact: artifact({ ...target.index }) };
  const layer = await pushBlob(target.push, make[envelope]({ chain, headers, payload }), mediaTypes[envelope]);
  await pushReferrers(target.push, target.index, [{ configType: 'application/vnd.cncf.notary.signature', layer, annotations: thumbprints }]);
  return { roots: [chain.at(-1)?.pem ?? ''] };
}

/** A hint that nobody has to believe. */
const thumbprints = { [`${notary}x509chain.thumbprint#S256`]: '[]' };

const row = (answer: 'accepts' | 'refuses') => (name: string, signed: () => Signed, trust: Partial<Trust> = {}): NotationRow => ({
  name,
  arrange: async (target, envelope) => ({ ...(await push(target, envelope, signed())), ...trust }),
  notation: answer,
  plimsoll: answer === 'accepts' ? 'verified' : 'invalid',
});
const accepts = row('accepts');
const refuses = row('refuses');

const rows: readonly NotationRow[] = [
  accepts('P-256', () => ({})),
  ...(['P-384', 'P-521', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const).map((kind) => accepts(kind, () => ({ chain: newChain(kind) }))),
  accepts('with an end to come', () => ({ headers: { [`${notary}expiry`]: fromNow(hour), crit: [`${notary}signingScheme`, `${notary}expiry`] } })),
  accepts('with further annotations', () => ({ artifact: (right) => ({ ...right, annotations: { build: '7' } }) })),
  refuses('whose end is not critical', () => ({ headers: { [`${notary}expiry`]: fromNow(hour) } })),
  refuses('of another digest', () => ({ artifact: (right) => ({ ...right, digest: `sha256:${'0'.repeat(64)}` }) })),
  refuses('of another size', () => ({ artifact: (right) => ({ ...right, size: 1 }) })),
  refuses('of another media type', () => ({ artifact: (right) => ({ ...right, mediaType: 'application/vnd.oci.image.manifest.v1+json' }) })),
  refuses('of nothing', () => ({ artifact: () => null })),
  refuses('of an unknown scheme', () => ({ headers: { [`${notary}signingScheme`]: 'notary.x509.other' } })),
  refuses('without a scheme', () => ({ headers: { [`${notary}signingScheme`]: undefined, crit: [] } })),
  refuses('whose scheme is not critical', () => ({ headers: { crit: [] } })),
  {
    name: 'with a critical header that nobody knows',
    arrange: (target, envelope) => push(target, envelope, { headers: { crit: [`${notary}signingScheme`, 'example.surprise'], 'example.surprise': 'yes' } }),
    notation: 'accepts', plimsoll: 'invalid', because: 'the specification has it refused, and the library leaves it to a plugin that is not there',
  },
  refuses('that needs a plugin', () => ({
    headers: { crit: [`${notary}signingScheme`, `${notary}verificationPlugin`], [`${notary}verificationPlugin`]: 'example' },
  })),
  refuses('of another content type', () => ({ headers: { cty: 'text/plain' } })),
  refuses('without its root', () => ({ chain: newChain().slice(0, 2) })),
  refuses('with the chain in another order', () => {
    const [leaf, middle, root] = newChain();
    return { chain: [leaf, root, middle] };
  }),
  refuses('with a certificate of another chain', () => {
    const [leaf] = newChain();
    return { chain: [leaf, certify({ subject: [['CN', 'Another']], extensions: authorityExtensions })] };
  }),
  refuses('with the signature of another key', () => ({ chain: newChain('P-256'), headers: { alg: 'ES384' } })),
  refuses('for another subject', () => ({}), { identities: ['x509.subject: C=US, ST=WA, O=Other'] }),
  accepts('for its subject', () => ({}), { identities: ['x509.subject: C=US, ST=WA, O=Acme\\, Inc.'] }),
  refuses('for a root of its own', () => ({}), { roots: [newChain()[2].pem] }),
];

describe('a signature made here', () => {
  itAgreesWithNotation(rows, () => world);
});

describe('what the level of a trust policy lets pass', () => {
  const expired = (): Signed => ({ headers: { [`${notary}expiry`]: fromNow(-30_000), crit: [`${notary}signingScheme`, `${notary}expiry`] } });
  const ended = (): Signed => ({ chain: newChain('P-256', { until: new Date(Date.now() - hour) }) });
  itAgreesWithNotation([
    refuses('strict: an expired signature', expired),
    accepts('permissive: an expired signature', expired, { level: 'permissive' }),
    refuses('permissive, with expiry enforced: an expired signature', expired, { level: 'permissive', override: { expiry: 'enforce' } }),
    refuses('strict: a certificate that has ended', ended),
    accepts('permissive: a certificate that has ended', ended, { level: 'permissive' }),
    accepts('strict, with timestamps logged: a certificate that has ended', ended, { override: { authenticTimestamp: 'log' } }),
    refuses('permissive: a root of its own', () => ({}), { level: 'permissive', roots: [newChain()[2].pem] }),
  ], () => world);
});
