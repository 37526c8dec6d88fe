import type { AcceptedKey, AcceptedKeyless, AcceptedNotation } from './accepted-signer';

/** Signers as a policy file names them: their keys and certificates may lie in files beside it, which are read when they are needed. */
export type NamedKeyless = Omit<AcceptedKeyless, 'kind' | 'source'>;

export interface NamedKey extends Pick<AcceptedKey, 'ignoreTlog' | 'exactRepository' | 'layout'> {
  readonly material: Material;
}

export interface NamedNotation extends Pick<AcceptedNotation, 'level' | 'override' | 'verifyTimestamp' | 'identities'> {
  readonly stores: Readonly<Partial<Record<StoreKind, readonly Material[]>>>;
}

export type StoreKind = keyof AcceptedNotation['stores'];

export const storeKinds: readonly StoreKind[] = ['ca', 'signingAuthority', 'tsa'];

/** A key, or certificates, in PEM. */
export type Material =
  | { readonly pem: string }
  | {
      /** Absolute, in the folder of the policy file or below it. */
      readonly file: string;
      /** As it is written in the policy. */
      readonly name: string;
    };

export function filesOf({ key, notation }: { readonly key?: NamedKey; readonly notation?: NamedNotation }): readonly string[] {
  const materials = [...(key ? [key.material] : []), ...storeKinds.flatMap(kind => notation?.stores[kind] ?? [])];
  return materials.flatMap(material => ('file' in material ? [material.file] : []));
}
