import { readFileSync } from 'node:fs';
import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Verdict } from '../../../server/src/core/verification';
import { MemoryRegistry } from '../memory-registry';
import { sharedPath } from '../shared';
import { mediaTypes } from '../sign-image';
import { attach, key, keyless, type SignatureVector } from './vector';

interface Case {
  readonly name: string;
  readonly annotations: Record<string, string>;
  readonly payload: string;
  readonly publicKey?: string;
}

export function ratify(): SignatureVector[] {
  const cases = JSON.parse(readFileSync(sharedPath('vectors/ratify-project+ratify/extracted/cases.json'), 'utf8')) as Case[];
  const person = keyless('https://github.com/login/oauth', 'sozercan@gmail.com');
  const other = key('other', cases.find(({ name }) => name.includes('P256'))?.publicKey ?? '');
  return cases.flatMap((one) => {
    const rows: [string, AcceptedSigner, Verdict][] = [['person', person, one.name === 'successful keyless verification' ? 'verified' : 'invalid']];
    if (one.publicKey !== undefined) {
      rows.push(['key', key('own', one.publicKey), 'verified']);
      rows.push(['key with a log', key('own', one.publicKey, { ignoreTlog: false }), 'invalid']);
      if (one.publicKey !== other.pem) rows.push(['other key', other, 'invalid']);
    }
    return rows.map(([as, signer, verdict]) => ({ ...toVector(one), name: `ratify ${one.name}, ${as}`, signers: [signer], verdict }));
  });
}

function toVector({ payload: text, annotations }: Case): Pick<SignatureVector, 'reference' | 'contents'> {
  const payload = Buffer.from(text);
  const critical = JSON.parse(text) as { critical: { image: { 'docker-manifest-digest': string } } };
  const digest = critical.critical.image['docker-manifest-digest'];
  const registry = new MemoryRegistry();
  registry.put(digest, mediaTypes.manifest, Buffer.from('{}'));
  attach(registry, digest, [{ payload, annotations }]);
  return { reference: `wabbitnetworks.azurecr.io/test/cosign-image@${digest}`, contents: registry.toContents() };
}
