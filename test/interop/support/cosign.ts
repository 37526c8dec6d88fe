import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, run, toolPath, type Ran } from './program';
import type { World } from './world';

export const cosignVersions = [2, 3] as const;
export type CosignVersion = (typeof cosignVersions)[number];
/** Under a tag (`.sig`, `.att`), or as a Sigstore bundle that refers to the image. */
export const layouts = ['legacy', 'bundle'] as const;
export type Layout = (typeof layouts)[number];

export interface CosignKey {
  /** Paths. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** Of the public key. */
  readonly pem: string;
}

/** Who is accepted. `logged: false` does without a transparency log. */
export type Accepts =
  | { readonly key: string; readonly logged: boolean }
  | { readonly identity: string; readonly issuer: string }
  | { readonly identityRegexp: string; readonly issuer: string };

const noPassword = { COSIGN_PASSWORD: '' };

export async function newKey(world: World, name: string): Promise<CosignKey> {
  await mustRun(toolPath('cosign2'), ['generate-key-pair', '--output-key-prefix', name], world.folder, noPassword);
  return readKey(world, name);
}

/** A private key in PEM (PKCS #8), encrypted as Cosign wants it. */
export async function importKey(world: World, name: string, pem: string): Promise<CosignKey> {
  await writeFile(join(world.folder, `${name}.pem`), pem);
  await mustRun(toolPath('cosign2'), ['import-key-pair', '--key', `${name}.pem`, '--output-key-prefix', name, '-y'], world.folder, noPassword);
  return readKey(world, name);
}

async function readKey({ folder }: World, name: string): Promise<CosignKey> {
  const publicKey = join(folder, `${name}.pub`);
  return { privateKey: join(folder, `${name}.key`), publicKey, pem: await readFile(publicKey, 'utf8') };
}

export interface Attestation {
  /** As `--type` names it. */
  readonly type: string;
  readonly predicate: object;
}

/** One of the released programs, told to stay off the network. */
export class Cosign {
  readonly #program: string;

  readonly version: CosignVersion;
  readonly world: World;

  constructor(version: CosignVersion, world: World) {
    this.version = version;
    this.world = world;
    this.#program = toolPath(`cosign${version}`);
  }

  /** Signs with a key, and logs nothing. */
  async sign(reference: string, key: CosignKey, layout: Layout, ...more: string[]): Promise<void> {
    await this.#must(['sign', ...this.#signing(layout), '--key', key.privateKey, ...more, reference]);
  }

  async attest(reference: string, key: CosignKey, layout: Layout, { type, predicate }: Attestation): Promise<void> {
    const file = join(this.world.folder, `predicate-${Math.random()}.json`);
    await writeFile(file, JSON.stringify(predicate));
    await this.#must(['attest', ...this.#signing(layout), '--key', key.privateKey, '--type', type, '--predicate', file, reference]);
  }

  verify(reference: string, accepts: Accepts, layout: Layout, ...more: string[]): Promise<Ran> {
    return this.run(['verify', ...this.#verifying(accepts, layout), ...more, reference]);
  }

  verifyAttestation(reference: string, accepts: Accepts, layout: Layout, type: string): Promise<Ran> {
    return this.run(['verify-attestation', ...this.#verifying(accepts, layout), '--type', type, reference]);
  }

  #signing(layout: Layout): string[] {
    const format = `--new-bundle-format=${layout === 'bundle'}`;
    return this.version === 2 ? ['-y', '--tlog-upload=false', format] : ['-y', '--tlog-upload=false', '--use-signing-config=false', format];
  }

  #verifying(accepts: Accepts, layout: Layout): string[] {
    return [...whom(accepts), ...this.#trust(layout)];
  }

  /** Left to itself, Cosign takes bundles where there is one. */
  #trust(layout: Layout): string[] {
    const format = `--new-bundle-format=${layout === 'bundle'}`;
    const root = ['--trusted-root', this.world.trust.root];
    return this.version === 2 && layout === 'legacy' ? [format, '--offline=true'] : [format, ...root];
  }

  /** As somebody types it. */
  run(args: readonly string[]): Promise<Ran> {
    return run(this.#program, args, this.world.folder, { ...noPassword, ...this.world.trust.environment });
  }

  async #must(args: readonly string[]): Promise<void> {
    await mustRun(this.#program, args, this.world.folder, noPassword);
  }
}

function whom(accepts: Accepts): string[] {
  if ('key' in accepts) return ['--key', accepts.key, ...(accepts.logged ? [] : ['--insecure-ignore-tlog=true'])];
  const identity = 'identity' in accepts ? ['--certificate-identity', accepts.identity] : ['--certificate-identity-regexp', accepts.identityRegexp];
  return [...identity, '--certificate-oidc-issuer', accepts.issuer];
}
