/**
 * Images laid out as a publisher's are, field by field, and signed by an authority or a key of our own: the live ones
 * are neither asked nor copied.
 */
import type { AcceptedKey, AcceptedKeyless } from '../../../server/src/core/accepted-signer';
import type { Push } from '../memory-registry';
import { createAuthority, type Authority, type Signer } from '../sigstore';
import type { KeySigner } from './key';
import type { MultiPlatformImage, StoredManifest } from './image';

export interface LookAlikeOptions {
  /** The repository that it is pushed to, whatever that is called. */
  readonly push: Push;
  /** Made anew when absent. */
  readonly authority?: Authority;
  /** The repository as the signatures name it; the publisher's own when absent. */
  readonly name?: string;
}

export interface LookAlike extends MultiPlatformImage {
  /** As the signatures name it, wherever they are pushed. */
  readonly name: string;
  readonly tag: string;
}

export interface KeylessLookAlike extends LookAlike {
  readonly authority: Authority;
  readonly signer: AcceptedKeyless & { readonly identity: string };
  /** Text of the `trusted_root.json` to verify with. */
  readonly trustedRoot: string;
}

export interface KeyLookAlike extends LookAlike {
  readonly key: KeySigner;
  readonly signer: AcceptedKey;
}

export const githubIssuer = 'https://token.actions.githubusercontent.com';
export const googleIssuer = 'https://accounts.google.com';

export async function keylessSigner(
  given: Authority | undefined,
  who: { readonly identity: string; readonly issuer: string; readonly extensions?: { oid: string; value: string; legacy?: boolean }[] },
): Promise<{ authority: Authority; signer: Signer; about: Pick<KeylessLookAlike, 'authority' | 'signer' | 'trustedRoot'> }> {
  const authority = given ?? (await createAuthority());
  const { identity, issuer } = who;
  const accepted = { kind: 'keyless', issuer, identity, source: 'policy' } as const;
  const about = { authority, signer: accepted, trustedRoot: JSON.stringify(authority.trustedRoot) };
  return { authority, signer: await authority.certify(who), about };
}

/** The index and every platform of it: what `cosign sign --recursive` signs. */
export function everyManifest({ index, platforms }: MultiPlatformImage): StoredManifest[] {
  return [index, ...Object.values(platforms)];
}
