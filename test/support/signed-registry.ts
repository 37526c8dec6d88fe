import type { CliFolder } from './cli';
import type { FakeRegistry } from './fake-registry';
import { makeLegacy, legacyPayload, pushLegacy, signImage, testIdentity, testIssuer } from './sign-image';
import { createAuthority, type Authority } from './sigstore';
import { otherIdentity, type Signed } from './signed-service';

/** Images on a loopback registry, signed by an authority that the machine's settings name. */
export class SignedRegistry {
  readonly registry: FakeRegistry;
  readonly #authority: Authority;

  private constructor(registry: FakeRegistry, authority: Authority) {
    this.registry = registry;
    this.#authority = authority;
  }

  static async over(registry: FakeRegistry): Promise<SignedRegistry> {
    return new SignedRegistry(registry, await createAuthority());
  }

  get host(): string {
    return this.registry.host;
  }

  /** Puts `repository:1` there, signed as said. Gives its digest. */
  async put(repository: string, how: Signed): Promise<string> {
    const image = { name: `${this.host}/${repository}`, ...this.registry.putIndex(repository, '1') };
    const push = {
      blob: (bytes: Uint8Array) => Promise.resolve(void this.registry.putBlob(repository, bytes)),
      manifest: (manifest: Uint8Array, mediaType: string, tag?: string) =>
        Promise.resolve(void this.registry.putManifest(repository, { manifest, mediaType, ...(tag === undefined ? {} : { tag }) })),
    };
    if (how === 'good' || how === 'other') {
      await signImage({ image, push, authority: this.#authority, formats: ['legacy'], identity: how === 'good' ? testIdentity : otherIdentity });
    }
    if (how === 'wrong') {
      const signer = await this.#authority.certify({ identity: testIdentity, issuer: testIssuer });
      await pushLegacy(push, image, await makeLegacy(this.#authority, signer, legacyPayload({ ...image, digest: `sha256:${'0'.repeat(64)}` })));
    }
    return image.digest;
  }

  /** The environment in which the command line and the server believe the authority. */
  trustedIn(folder: CliFolder): Record<string, string> {
    folder.put({ 'root.json': JSON.stringify(this.#authority.trustedRoot), 'machine.yaml': `trustedRoot: ${folder.path}/root.json\n` });
    return { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml` };
  }

  /** An entry of `signatures` for everything on the registry. */
  policy({ required = false, below = '**' }: { required?: boolean; below?: string } = {}): string {
    return `version: 1\nsignatures: [{ images: "${this.host}/${below}", required: ${required}, keyless: { issuer: "${testIssuer}", identity: "${testIdentity}" } }]\n`;
  }
}
