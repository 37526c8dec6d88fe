import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFakeRegistry, type FakeRegistry } from './fake-registry';
import { signImage, testIdentity, testIssuer } from './sign-image';
import { TufRepo } from './tuf-repository';

/** On loopback: a registry with one signed image, and the TUF repository from which its trust root is refreshed. */
export class RegistryWithTuf {
  /** Paths that the repository was asked for. */
  readonly asked: string[] = [];
  /** What the repository serves. */
  files: ReadonlyMap<string, Buffer> = new Map();
  repo!: TufRepo;
  readonly #registry: FakeRegistry;
  readonly #web: Server;

  private constructor(registry: FakeRegistry) {
    this.#registry = registry;
    this.#web = createServer(({ url = '' }, response) => {
      this.asked.push(url);
      const file = this.files.get(url);
      response.writeHead(file ? 200 : 404).end(file);
    });
  }

  static async start(): Promise<RegistryWithTuf> {
    const world = new RegistryWithTuf(await startFakeRegistry());
    await new Promise<void>(resolve => world.#web.listen(0, '127.0.0.1', resolve));
    world.repo = new TufRepo(await world.#sign(), world.url);
    world.files = world.repo.files;
    return world;
  }

  /** Of the repository. */
  get url(): string {
    return `http://127.0.0.1:${(this.#web.address() as AddressInfo).port}/tuf`;
  }

  get image(): string {
    return `${this.#registry.host}/team/app:1`;
  }

  /** A policy that names who signed. */
  get policy(): string {
    const signer = `{ issuer: "${testIssuer}", identity: "${testIdentity}" }`;
    return `version: 1\nsignatures: [{ images: "${this.#registry.host}/**", required: true, keyless: ${signer} }]\n`;
  }

  async stop(): Promise<void> {
    this.#web.close();
    await this.#registry.close();
  }

  async #sign(): Promise<string> {
    const registry = this.#registry;
    const image = registry.putIndex('team/app', '1');
    return (await signImage({ image: { name: `${registry.host}/team/app`, ...image }, push: registry.push('team/app') })).trustedRoot;
  }
}
