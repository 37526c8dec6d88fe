import { keylessAttestation, keylessSignature, pushUnderTag, signedPayload, statementAbout } from './attach';
import { pushMultiPlatform } from './image';
import { everyManifest, googleIssuer, keylessSigner, type KeylessLookAlike, type LookAlikeOptions } from './look-alike';

const ownName = 'gcr.io/distroless/static-debian12';
const tag = 'nonroot';
const identity = 'keyless@distroless.iam.gserviceaccount.com';

/** gcr.io/distroless/*: a service account signs index and platforms, and says of each platform what is in it. Tags only. */
export async function distroless({ push, authority: given, name = ownName }: LookAlikeOptions): Promise<KeylessLookAlike> {
  const { authority, signer, about } = await keylessSigner(given, { identity, issuer: googleIssuer });
  const image = await pushMultiPlatform(push, name, tag);
  for (const { digest } of everyManifest(image)) {
    await pushUnderTag(push, digest, 'sig', [await keylessSignature(authority, signer, signedPayload(name, digest))]);
  }
  for (const { digest } of Object.values(image.platforms)) {
    const sbom = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name, packages: [{ SPDXID: 'SPDXRef-tzdata', name: 'tzdata', versionInfo: '2024a-0+deb12u1' }] };
    const statement = statementAbout(name, digest, 'https://spdx.dev/Document', sbom);
    await pushUnderTag(push, digest, 'att', [await keylessAttestation(authority, signer, statement)]);
  }
  return { name, tag, ...image, ...about };
}
