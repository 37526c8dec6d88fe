import type { CliFolder } from './cli';
import type { FakeRegistry } from './fake-registry';
import { testIdentity, testIssuer } from './sign-image';
import { signAs, type Signed } from './sign-as';
import { createAuthority, type Authority } from './sigstore';

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
    await signAs(how, this.registry.push(repository), image, this.#authority);
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
