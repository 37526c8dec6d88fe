import type { AcceptedKey, AcceptedNotation, AcceptedSigner } from './accepted-signer';
import { message, type Message } from './message';
import { storeKinds, type Material, type NamedKey, type NamedNotation } from './named-signer';
import { baseName } from './path';
import { readCertificates, readPublicKey } from './pem';
import type { SignatureRequirement } from './policy';

/** Texts by absolute path. */
export type MaterialTexts = ReadonlyMap<string, string>;

/** What a key is called that stands in the policy itself. */
export const unnamedKey = 'key';

/** Those whom one entry names, with their keys and certificates; one whose material cannot be read is left out. */
export function signersNamedBy({ keyless, key, notation, nobody }: SignatureRequirement, texts: MaterialTexts): AcceptedSigner[] {
  if (nobody) return [];
  const signers = [keyless && { kind: 'keyless' as const, ...keyless, source: 'policy' }, key && acceptedKey(key, texts), notation && acceptedNotation(notation, texts)];
  return signers.filter(signer => signer !== undefined);
}

/** Why the material of an entry cannot be used; never what stands in its files. */
export function materialProblem({ key, notation }: SignatureRequirement, texts: MaterialTexts): Message | undefined {
  const ofKey = key && problemOf(key.material, texts, readPublicKey);
  const certificates = storeKinds.flatMap(kind => notation?.stores[kind] ?? []);
  return ofKey ?? certificates.map(material => problemOf(material, texts, readCertificates)).find(problem => problem !== undefined);
}

function problemOf(material: Material, texts: MaterialTexts, read: (text: string) => { readonly problem?: Message | undefined }): Message | undefined {
  if (!('file' in material)) return undefined;
  const text = texts.get(material.file);
  if (text === undefined) return message('{0}, which the policy names, cannot be read', material.name);
  const { problem } = read(text);
  return problem && message('{0}, which the policy names, cannot be used: {1}', material.name, problem);
}

function acceptedKey({ material, ...rest }: NamedKey, texts: MaterialTexts): AcceptedKey | undefined {
  const { pem } = readPublicKey(textOf(material, texts));
  if (pem === undefined) return undefined;
  return { kind: 'key', name: 'name' in material ? baseName(material.name) : unnamedKey, pem, ...rest, source: 'policy' };
}

function acceptedNotation({ stores, ...rest }: NamedNotation, texts: MaterialTexts): AcceptedNotation | undefined {
  const read: [string, readonly string[]][] = [];
  for (const kind of storeKinds) {
    const pems: string[] = [];
    for (const material of stores[kind] ?? []) {
      const found = readCertificates(textOf(material, texts)).pems;
      if (found === undefined) return undefined;
      pems.push(...found);
    }
    if (pems.length > 0) read.push([kind, pems]);
  }
  return { kind: 'notation', name: 'policy', ...rest, stores: Object.fromEntries(read), source: 'policy' };
}

function textOf(material: Material, texts: MaterialTexts): string {
  return 'pem' in material ? material.pem : (texts.get(material.file) ?? '');
}
