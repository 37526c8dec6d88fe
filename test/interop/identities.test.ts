/** Who signed: whether real Cosign takes the same people for the same. */
import { afterAll, beforeAll, describe } from 'vitest';
import { issuerExtensions } from '../support/sigstore';
import { itAgrees, type Question, type Row } from './support/agreement';
import type { Layout } from './support/cosign';
import { bundleSigned, identity, issuer, legacySigned, newKeyless } from './support/keyless';
import { createWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const make = { legacy: legacySigned, bundle: bundleSigned };
const layouts = ['legacy', 'bundle'] as const;

async function askPattern(layout: Layout, identityRegexp: string): Promise<Question> {
  const question = await make[layout](await newKeyless(world));
  return { ...question, cosign: { identityRegexp, issuer }, signers: [{ kind: 'keyless', issuer, identityRegexp, source: 'policy' }] };
}

const escaped = identity.replace(/[.]/g, '\\.');

describe('a pattern', () => {
  const row = (name: string, pattern: string, answer: 'accepts' | 'refuses'): Row[] => layouts.map((layout) => ({
    name: `${name}, ${layout}`, arrange: () => askPattern(layout, pattern), cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid',
  }));
  const unanchored = (name: string, pattern: string): Row[] => layouts.map((layout) => ({
    name: `${name}, ${layout}`, arrange: () => askPattern(layout, pattern), cosign: 'accepts', plimsoll: 'invalid',
    because: 'Cosign searches, so that whoever has the name somewhere in theirs is accepted',
  }));
  itAgrees([
    ...row('of the whole', `^${escaped}$`, 'accepts'),
    ...row('of the whole, without anchors', escaped, 'accepts'),
    ...row('with a place for anything', '^https://github\\.com/acme/.*$', 'accepts'),
    ...row('with a choice', '^https://github\\.com/(acme|other)/app/\\.github/workflows/[a-z]+\\.yml@refs/heads/main$', 'accepts'),
    ...row('of somebody else', '^https://github\\.com/other/.*$', 'refuses'),
    ...row('in capitals', `^${escaped.toUpperCase()}$`, 'refuses'),
    ...unanchored('of a part', 'github\\.com/acme'),
    ...unanchored('of the beginning', '^https://github\\.com/acme/app'),
  ], () => world);
});

describe('an issuer', () => {
  type Says = Pick<Row, 'cosign' | 'plimsoll' | 'because'>;
  const certified = (name: string, extensions: ReturnType<typeof issuerExtensions>, says: Readonly<Record<Layout, Says>>): Row[] =>
    layouts.map((layout) => ({ name: `${name}, ${layout}`, arrange: async (at) => make[layout](await newKeyless(at, { extensions })), ...says[layout] }));
  const both = (says: Says): Record<Layout, Says> => ({ legacy: says, bundle: says });
  const accepts: Says = { cosign: 'accepts', plimsoll: 'verified' };
  const refuses: Says = { cosign: 'refuses', plimsoll: 'invalid' };
  const contradicts = 'a certificate that contradicts itself was not made by Fulcio';
  const [older, newer] = issuerExtensions(issuer);
  itAgrees([
    ...certified('in the older extension alone', [older!], both(accepts)),
    ...certified('in the newer extension alone', [newer!], {
      legacy: { cosign: 'refuses', plimsoll: 'verified', because: 'Cosign reads the older extension of a signature under a tag; Fulcio means to leave it out one day' },
      bundle: accepts,
    }),
    ...certified('in no extension', [], both(refuses)),
    ...certified('where the newer extension says another', issuerExtensions('https://issuer.example', issuer), {
      legacy: { cosign: 'accepts', plimsoll: 'invalid', because: contradicts }, bundle: refuses,
    }),
    ...certified('where the older extension says another', issuerExtensions(issuer, 'https://issuer.example'), {
      legacy: refuses, bundle: { cosign: 'accepts', plimsoll: 'invalid', because: contradicts },
    }),
  ], () => world);
});

describe('a name', () => {
  const named = (name: string): Row[] => layouts.map((layout) => ({
    name: `${name}, ${layout}`,
    arrange: async (at) => make[layout](await newKeyless(at, { identity: name }), { who: { identity: name } }),
    cosign: 'accepts', plimsoll: 'verified',
  }));
  const mistaken = (signed: string, wanted: string): Row[] => layouts.map((layout) => ({
    name: `${signed} for ${wanted}, ${layout}`,
    arrange: async (at) => make[layout](await newKeyless(at, { identity: signed }), { who: { identity: wanted } }),
    cosign: 'refuses', plimsoll: 'invalid',
  }));
  itAgrees([
    ...named('somebody@example.com'),
    ...named('spiffe://example.org/builder'),
    ...mistaken('somebody@example.com', 'Somebody@example.com'),
    ...mistaken('https://example.com/a/', 'https://example.com/a'),
    ...mistaken('https://example.com/a@refs/pull/1/merge', 'https://example.com/a@refs/heads/main'),
  ], () => world);
});
