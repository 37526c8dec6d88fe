/** When something was signed: whether real Cosign believes the clocks that Plimsoll does. */
import { afterAll, beforeAll, describe } from 'vitest';
import { createAuthority } from '../support/sigstore';
import { itAgrees, type Question, type Row } from './support/agreement';
import { bundleSigned, newKeyless, type BundleChange, type Keyless } from './support/keyless';
import { createWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Stamp = (keyless: Keyless, signature: Buffer) => Promise<Buffer>;

/** A bundle with a timestamp of its signature; `bend` is done to it besides. */
async function stamped(stamp: Stamp, bend: BundleChange['bundle'] = () => undefined, more: Partial<BundleChange> = {}): Promise<Question> {
  const keyless = await newKeyless(world);
  return bundleSigned(keyless, {
    ...more,
    bundle: async (made) => {
      const signature = Buffer.from(made.dsseEnvelope?.signatures[0]?.sig ?? '', 'base64');
      const signedTimestamp = (await stamp(keyless, signature)).toString('base64');
      made.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
      await bend(made);
    },
  });
}

const right: Stamp = ({ world: { authority } }, signature) => authority.timestamp(signature);
const ofAnother: Stamp = ({ world: { authority } }) => authority.timestamp(Buffer.from('another signature'));
const byAnother: Stamp = async (_, signature) => (await createAuthority()).timestamp(signature);
const broken: Stamp = async (keyless, signature) => {
  const bytes = await right(keyless, signature);
  bytes[bytes.length - 1]! ^= 1;
  return bytes;
};

const row = (name: string, answer: 'accepts' | 'refuses', arrange: () => Promise<Question>): Row =>
  ({ name, arrange, cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid' });

/** Cosign told to look at timestamps, and Cosign left to itself. */
const forged = (name: string, stamp: Stamp): Row[] => [
  row(`${name}, looked at`, 'refuses', async () => ({ ...(await stamped(stamp)), flags: ['--use-signed-timestamps=true'] })),
  {
    name, arrange: () => stamped(stamp), cosign: 'accepts', plimsoll: 'invalid',
    because: 'Cosign looks at timestamps where it is told to, and Plimsoll at whatever a bundle claims',
  },
];

describe('a timestamp in a bundle', () => {
  itAgrees([
    row('as it was made', 'accepts', () => stamped(right)),
    row('as it was made, looked at', 'accepts', async () => ({ ...(await stamped(right)), flags: ['--use-signed-timestamps=true'] })),
    ...forged('of another signature', ofAnother),
    ...forged('by another clock', byAnother),
    ...forged('that is broken', broken),
    row('beside a log entry from before the certificate', 'refuses', () => stamped(right, undefined, { loggedAt: new Date(Date.now() - 3_600_000) })),
    row('and no log', 'refuses', () => stamped(right, (made) => void (made.verificationMaterial.tlogEntries = []))),
  ], () => world);
});
