import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import { toSignedEntity, type SignedEntity, type TrustMaterial } from '@sigstore/verify';
import type { TrustRoot } from '../trust-root';
import type { Leaf } from './certificate';
import { contentOf, type ContentOptions } from './content';
import { withIntermediates } from './intermediates';
import type { PublicKey } from './key';

/** Who signed, before anybody asked whether to believe it. */
export type Signer =
  | {
      readonly kind: 'certificate';
      readonly leaf: Leaf;
      /** Certificates of authorities that came with the signature: no more than hints. */
      readonly offered: readonly Buffer[];
    }
  | {
      readonly kind: 'key';
      readonly key: PublicKey;
      /** The policy wants no entry of a transparency log. */
      readonly logOptional: boolean;
    };

export interface SignedMaterial extends ContentOptions {
  readonly bundle: Bundle;
}

/** What is given to the Sigstore library, and how much of each kind of proof there must be. */
export interface Plan {
  readonly entity: SignedEntity;
  readonly material: TrustMaterial;
  readonly needs: { readonly ctlog: 0 | 1; readonly tlog: 0 | 1; readonly timestamp: 0 | 1 };
  /** The trust root has no clock at all, so that the certificate is judged by the present. */
  readonly clockless: boolean;
}

export interface PlanInput {
  readonly signed: SignedMaterial;
  readonly signer: Signer;
  readonly root: TrustRoot;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Throws for timestamps that cannot be read. */
export function plan({ signed, signer, root, now }: PlanInput): Plan {
  const { material, custom } = root;
  const entity = { ...toSignedEntity(signed.bundle, signed.artifact), signature: contentOf(signed.bundle, signed) };
  // A private instance may keep no logs and no clock; who has one of a kind must be able to prove with it.
  const hasLogs = !custom || material.tlogs.length > 0;
  if (signer.kind === 'key') {
    const tlog = hasLogs && !signer.logOptional ? 1 : 0;
    return { entity: { ...entity, key: bareKey }, material: withKey(material, signer.key.key), needs: { ctlog: 0, tlog, timestamp: 0 }, clockless: false };
  }
  const clockless = !hasLogs && material.timestampAuthorities.length === 0;
  const timestamps = clockless && entity.timestamps.length === 0 ? [stampAt(now)] : entity.timestamps;
  return {
    entity: { ...entity, timestamps },
    material: custom ? withIntermediates(material, signer.offered) : material,
    needs: { ctlog: isPrivate(root) ? 0 : 1, tlog: hasLogs ? 1 : 0, timestamp: 1 },
    clockless,
  };
}

/** An instance without certificate transparency: no Fulcio, so that its certificates may say less. */
export function isPrivate({ material, custom }: TrustRoot): boolean {
  return custom && material.ctlogs.length === 0;
}

export const bareKey: SignedEntity['key'] = { $case: 'public-key', hint: '' };

/** The same trust, where this key needs no certificate. */
export function withKey(material: TrustMaterial, publicKey: PublicKey['key']): TrustMaterial {
  return { ...material, publicKey: () => ({ publicKey, validFor: () => true }) };
}

/** A moment in the shape that the library takes without looking further. Only for moments that we vouch for ourselves. */
export function stampAt(milliseconds: number): SignedEntity['timestamps'][number] {
  const tlogEntry: TransparencyLogEntry = {
    logIndex: '0',
    logId: { keyId: Buffer.alloc(0) },
    kindVersion: { kind: '', version: '' },
    integratedTime: String(Math.floor(milliseconds / 1000)),
    inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
    inclusionProof: undefined,
    canonicalizedBody: Buffer.alloc(0),
  };
  return { $case: 'transparency-log', tlogEntry };
}

/** Milliseconds since 1970. `claimed`: also times that nobody has signed. */
export function timesOf({ timestamps }: SignedEntity, { claimed }: { claimed: boolean }): number[] {
  return timestamps.flatMap((stamp) => {
    if (stamp.$case === 'timestamp-authority') return [stamp.timestamp.signingTime.getTime()];
    const { integratedTime, inclusionPromise } = stamp.tlogEntry;
    return claimed || inclusionPromise !== undefined ? [Number(integratedTime) * 1000] : [];
  });
}
