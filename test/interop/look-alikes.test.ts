/** Images laid out as publishers do: whether real Cosign reads those layouts, and believes what Plimsoll does. */
import { afterAll, beforeAll, describe } from 'vitest';
import {
  chainguard, distroless, dockerHardened, ecdsaKey, kubernetes, redHat, rsaKey,
  type KeyLookAlike, type KeylessLookAlike, type KeySigner, type LookAlikeOptions,
} from '../support/look-alikes';
import { pushOverHttp } from '../support/memory-registry';
import { itAgrees, type Question, type Row } from './support/agreement';
import type { Layout } from './support/cosign';
import { createWorld, writeText, type World } from './support/world';

let world: World;
/** It takes seconds to find one. */
let longKey: KeySigner;
beforeAll(async () => {
  world = await createWorld();
  longKey = rsaKey(4096);
});
afterAll(() => world.close());

let repositories = 0;

/** A repository of its own, and the name that it has there. */
function place(): { name: string; options: LookAlikeOptions } {
  const repository = `publisher/image${++repositories}`;
  const host = world.registries.referrers;
  return { name: `${host}/${repository}`, options: { push: pushOverHttp(`http://${host}`, repository), authority: world.authority } };
}

interface Keyless {
  readonly publisher: string;
  readonly layout: Layout;
  build(options: LookAlikeOptions): Promise<KeylessLookAlike>;
}

const keyless: readonly Keyless[] = [
  { publisher: 'Chainguard', layout: 'legacy', build: (options) => chainguard({ ...options, attached: ['tags'] }) },
  { publisher: 'Chainguard', layout: 'bundle', build: (options) => chainguard({ ...options, attached: ['referrers'] }) },
  { publisher: 'Chainguard, in both layouts', layout: 'bundle', build: chainguard },
  { publisher: 'Distroless', layout: 'legacy', build: distroless },
  { publisher: 'Kubernetes', layout: 'legacy', build: kubernetes },
];

type Which = 'index' | 'platform';

async function askKeyless({ build, layout }: Keyless, which: Which, change: { identity?: string; issuer?: string } = {}): Promise<Question> {
  const { name, options } = place();
  const { tag, platforms, signer } = await build(options);
  const wanted = { ...signer, ...change };
  const reference = which === 'index' ? `${name}:${tag}` : `${name}@${platforms['linux/arm64'].digest}`;
  return { reference, layout, cosign: { identity: wanted.identity, issuer: wanted.issuer }, signers: [wanted] };
}

describe('without keys', () => {
  itAgrees(keyless.flatMap((one): Row[] => [
    { name: `${one.publisher}, ${one.layout}`, arrange: () => askKeyless(one, 'index'), cosign: 'accepts', plimsoll: 'verified' },
    { name: `${one.publisher}, ${one.layout}, a platform`, arrange: () => askKeyless(one, 'platform'), cosign: 'accepts', plimsoll: 'verified' },
    { name: `${one.publisher}, ${one.layout}, another identity`, arrange: () => askKeyless(one, 'index', { identity: 'somebody@example.com' }), cosign: 'refuses', plimsoll: 'invalid' },
    { name: `${one.publisher}, ${one.layout}, another issuer`, arrange: () => askKeyless(one, 'index', { issuer: 'https://issuer.example' }), cosign: 'refuses', plimsoll: 'invalid' },
  ]), () => world);
});

/** Cosign is asked with `key`, or that of the image. */
async function askWithKey({ key: made, signer }: KeyLookAlike, reference: string, key = made.pem): Promise<Question> {
  const cosign = { key: await writeText(world, `publisher${++repositories}.pub`, key), logged: !signer.ignoreTlog };
  return { reference, layout: 'legacy', cosign, signers: [{ ...signer, pem: key }] };
}

describe('Red Hat', () => {
  const ask = async (which: Which, { key, ownName = false }: { key?: string; ownName?: boolean } = {}): Promise<Question> => {
    const { name, options } = place();
    const image = await redHat({ ...options, key: longKey, ...(!ownName && { name }) });
    return askWithKey(image, which === 'index' ? `${name}:${image.tag}` : `${name}@${image.platforms['linux/amd64'].digest}`, key);
  };
  itAgrees([
    { name: 'the index', arrange: () => ask('index'), cosign: 'accepts', plimsoll: 'verified' },
    { name: 'a platform', arrange: () => ask('platform'), cosign: 'accepts', plimsoll: 'verified' },
    { name: 'another key', arrange: () => ask('index', { key: ecdsaKey().pem }), cosign: 'refuses', plimsoll: 'invalid' },
    {
      name: 'signed under another name', arrange: () => ask('index', { ownName: true }), cosign: 'accepts', plimsoll: 'invalid',
      because: 'Red Hat has its own names compared, and Cosign compares none',
    },
  ], () => world);
});

describe('Docker Hardened Images', () => {
  /** Cosign verifies the statement that is signed, and knows nothing of the image. */
  const ask = async ({ key, logged = true }: { key?: string; logged?: boolean }): Promise<Question> => {
    const { name, options } = place();
    const image = await dockerHardened(logged ? options : { push: options.push });
    const [statement] = image.attestations['linux/amd64'];
    const question = await askWithKey(image, `${name}@${image.platforms['linux/amd64'].digest}`, key);
    return { ...question, cosignReference: `${name}@${statement?.digest}`, flags: ['--experimental-oci11=true'] };
  };
  itAgrees([
    { name: 'with the log', arrange: () => ask({}), cosign: 'accepts', plimsoll: 'verified' },
    { name: 'without the log', arrange: () => ask({ logged: false }), cosign: 'accepts', plimsoll: 'verified' },
    { name: 'another key', arrange: () => ask({ key: ecdsaKey().pem }), cosign: 'refuses', plimsoll: 'invalid' },
  ], () => world);
});
