import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AcceptedNotation } from '../../../server/src/core/accepted-signer';
import type { Answer } from './agreement';
import { mustRun, run, toolPath } from './program';
import type { World } from './world';

export const envelopes = ['jws', 'cose'] as const;
export type Envelope = (typeof envelopes)[number];
export const keyKinds = ['rsa2048', 'rsa3072', 'rsa4096', 'p256', 'p384', 'p521'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** A key, its certificate and the root that issued that, in a folder. */
export interface NotationSigner {
  readonly folder: string;
  /** PEM. */
  readonly root: string;
}

let made = 0;

export async function newSigner(world: World, kind: KeyKind): Promise<NotationSigner> {
  const folder = join(world.folder, `signer${++made}`);
  await mkdir(folder);
  await mustRun(toolPath('notation'), ['certificates', folder, kind], world.folder);
  return { folder, root: await readFile(join(folder, 'root.pem'), 'utf8') };
}

/** `reference` has a digest, or a tag. */
export async function sign(world: World, reference: string, { folder }: NotationSigner, envelope: Envelope, expiry?: string): Promise<void> {
  await mustRun(toolPath('notation'), ['sign', reference, folder, envelope, ...(expiry === undefined ? [] : [expiry])], world.folder);
}

/** A trust policy, said once for everybody. */
export interface Trust {
  readonly level?: AcceptedNotation['level'];
  readonly override?: AcceptedNotation['override'];
  readonly identities?: readonly string[];
  /** PEM. */
  readonly roots: readonly string[];
}

export function accepted({ level = 'strict', override, identities = ['*'], roots }: Trust): AcceptedNotation {
  return { kind: 'notation', name: 'test', level, ...(override && { override }), identities, stores: { ca: roots }, source: 'policy' };
}

/** What Notation says under the policy of a folder that is laid out as its own configuration. */
export async function askNotation(world: World, reference: string, { level = 'strict', override, identities = ['*'], roots }: Trust): Promise<Answer> {
  const folder = join(world.folder, `notation${++made}`);
  const store = join(folder, 'truststore/x509/ca/test');
  await mkdir(store, { recursive: true });
  for (const [index, root] of roots.entries()) await writeFile(join(store, `${index}.pem`), root);
  const signatureVerification = { level, ...(override && { override }) };
  const policy = { name: 'test', registryScopes: ['*'], signatureVerification, trustStores: ['ca:test'], trustedIdentities: identities };
  await writeFile(join(folder, 'trustpolicy.json'), JSON.stringify({ version: '1.0', trustPolicies: [policy] }));
  const { code, err } = await run(toolPath('notation'), ['verify', reference, folder], world.folder);
  if (code === 0) return 'accepts';
  if (code === 1 && refusals.some((refusal) => refusal.test(err))) return 'refuses';
  throw new Error(`no answer about a signature: ${err}`);
}

const refusals = [/signature verification failed/, /no signature is associated with/];
