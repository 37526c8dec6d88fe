import { keylessSignature, pushUnderTag, signedPayload } from './attach';
import { pushMultiPlatform } from './image';
import { everyManifest, googleIssuer, keylessSigner, type KeylessLookAlike, type LookAlikeOptions } from './look-alike';

const ownName = 'registry.k8s.io/kube-apiserver';
const tag = 'v1.34.1';
const identity = 'krel-trust@k8s-releng-prod.iam.gserviceaccount.com';

/** registry.k8s.io/*: the promoter signs index and platforms, and claims its own version beside. Tags only. */
export async function kubernetes({ push, authority: given, name = ownName }: LookAlikeOptions): Promise<KeylessLookAlike> {
  const { authority, signer, about } = await keylessSigner(given, { identity, issuer: googleIssuer });
  const image = await pushMultiPlatform(push, name, tag, { docker: true });
  for (const { digest } of everyManifest(image)) {
    const payload = signedPayload(name, digest, { 'org.kubernetes.kpromo.version': 'kpromo-v4.0.5' });
    await pushUnderTag(push, digest, 'sig', [await keylessSignature(authority, signer, payload)]);
  }
  return { name, tag, ...image, ...about };
}
