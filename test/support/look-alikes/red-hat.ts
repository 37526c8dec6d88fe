import { pushUnderTag, signedPayload } from './attach';
import { pushMultiPlatform } from './image';
import { keySignature, rsaKey, type KeySigner } from './key';
import { everyManifest, type KeyLookAlike, type LookAlikeOptions } from './look-alike';

const ownName = 'registry.access.redhat.com/ubi9/ubi';
const tag = '9.6';

/** registry.access.redhat.com/*: a key of 4096 bits, no log, and payloads that name registry and tag. */
export async function redHat({ push, key = rsaKey(4096), name = ownName }: LookAlikeOptions & { readonly key?: KeySigner }): Promise<KeyLookAlike> {
  // One signature for each name that the same image is known by.
  const references = [name, `${name}:${tag}`, `registry.redhat.io/ubi9/ubi:${tag}`];
  const image = await pushMultiPlatform(push, name, tag, { docker: true });
  for (const { digest } of everyManifest(image)) {
    const optional = { creator: 'Red Hat Signing Server', timestamp: 1_758_000_000 };
    const layers = [];
    for (const reference of references) layers.push(await keySignature(key, signedPayload(reference, digest, optional)));
    await pushUnderTag(push, digest, 'sig', layers);
  }
  const signer = { kind: 'key', name: 'red-hat', pem: key.pem, ignoreTlog: true, exactRepository: true, source: 'policy' } as const;
  return { name, tag, ...image, key, signer };
}
