import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Verdict } from '../../../server/src/core/verification';
import { MemoryRegistry, sha256 } from '../memory-registry';
import { sharedPath } from '../shared';
import { mediaTypes } from '../sign-image';
import { key, keyless, type SignatureVector } from './vector';

const github = 'https://github.com/login/oauth';
const [byPerson, byAlice, byThree] = [
  '31dc72a13a0c34b40eb95419d2b2fd67320c856baf3b72da518023ee8d370aee',
  '071bf7a986f1ca9cb2a1f0bc8392822a7777f90d58f2d2c6f271913e08de7c81',
  'bfec161fecb0a887df7cb85e4da327c65986ccda7060cf3cd92171c6c90d7533',
];

export function connaisseur(): SignatureVector[] {
  const folder = sharedPath('vectors/sse-secure-systems+connaisseur/test/testdata/cosign');
  const images = join(folder, 'securesystemsengineering/testimage');
  const person = keyless(github, 'philipp.belitz@securesystems.de');
  const named = (name: string): ReturnType<typeof key> => key(name, readFileSync(join(folder, `${name}.key`), 'utf8'));
  const [alice, bob, charlie, other] = ['alice', 'bob', 'charlie', 'default'].map(named) as [AcceptedSigner, ...AcceptedSigner[]];
  const vectors: [string, string, readonly (AcceptedSigner | undefined)[], Verdict][] = [
    [byPerson, 'person', [person], 'verified'],
    [byPerson, 'key alice', [alice], 'invalid'],
    [byAlice, 'person', [person], 'invalid'],
    [byAlice, 'key alice', [alice], 'verified'],
    [byAlice, 'key bob', [bob], 'invalid'],
    [byAlice, 'any of several', [bob, person, alice], 'verified'],
    [byAlice, 'key alice with a log', [{ ...alice, ignoreTlog: false } as AcceptedSigner], 'invalid'],
    [byAlice, 'nobody', [], 'unknown'],
    [byThree, 'person', [person], 'invalid'],
    [byThree, 'key alice', [alice], 'verified'],
    [byThree, 'key bob', [bob], 'verified'],
    [byThree, 'key charlie', [charlie], 'verified'],
    [byThree, 'key default', [other], 'invalid'],
  ];
  return vectors.map(([hex, who, signers, verdict]) => ({
    name: `connaisseur ${hex.slice(0, 8)}, ${who}`,
    reference: `docker.io/securesystemsengineering/testimage@sha256:${hex}`,
    contents: image(images, hex).toContents(),
    signers: signers.filter((signer) => signer !== undefined),
    verdict,
  }));
}

function image(folder: string, hex: string): MemoryRegistry {
  const registry = new MemoryRegistry();
  registry.put(`sha256:${hex}`, mediaTypes.manifest, Buffer.from('{}'));
  const manifest = readFileSync(join(folder, 'manifests', `sha256-${hex}.sig.json`));
  registry.put(sha256(manifest), mediaTypes.manifest, manifest);
  registry.tagged.set(`sha256-${hex}.sig`, sha256(manifest));
  for (const name of readdirSync(join(folder, 'blobs'))) {
    const blob = readFileSync(join(folder, 'blobs', name));
    registry.blobs.set(sha256(blob), blob);
  }
  return registry;
}
