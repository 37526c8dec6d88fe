import type { AcceptedNotation } from '../../core/accepted-signer';
import { message, type Message } from '../../core/message';
import type { FolderEntry, TrustFilesPort } from '../../core/ports';
import type { ImageReference } from '../../core/reference';
import { limits } from '../limits';
import { readStore, toPem } from './store-certificates';
import { parseTrustPolicies, selectPolicy, type TrustPolicy } from './trust-policy';
import type { StoreName } from './trust-policy-rules';

/** What somebody's own notation configuration says. A broken one is kept: what it would be asked about is unknown, and not unsigned. */
export type NotationTrust =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly reason: Message }
  | { readonly kind: 'read'; readonly policies: readonly TrustPolicy[]; readonly stores: ReadonlyMap<string, Store> };

/** Texts in PEM, or why there are none. */
type Store = readonly string[] | Message;

/** In this order; the second name is the older one. */
const documents = ['trustpolicy.oci.json', 'trustpolicy.json'];

/** Reads the trust policy document and the trust stores that it names below the configuration folder of notation. Never rejects. */
export async function readNotationTrust(files: TrustFilesPort, configFolder: string): Promise<NotationTrust> {
  const entries = await files.list(configFolder);
  if (entries === 'missing') return { kind: 'none' };
  if (entries === 'unreadable') return broken(configFolder);
  const entry = documents.map((name) => entries.find((one) => one.name === name)).find((one) => one !== undefined);
  if (entry === undefined) return { kind: 'none' };
  const path = `${configFolder}/${entry.name}`;
  const bytes = entry.kind === 'file' ? await files.readBytes(path, limits.trustPolicyBytes) : undefined;
  if (bytes === undefined) return broken(path);
  const policies = parseTrustPolicies(bytes);
  if ('template' in policies) return { kind: 'broken', reason: message('{0}: {1}', path, policies) };
  const stores = new Map<string, Store>();
  for (const name of policies.flatMap((policy) => policy.stores)) {
    if (!stores.has(keyOf(name))) stores.set(keyOf(name), await readFolder(files, configFolder, name));
  }
  return { kind: 'read', policies, stores };
}

function broken(path: string): NotationTrust {
  return { kind: 'broken', reason: notPlain(path) };
}

function notPlain(path: string): Message {
  return message('{0} cannot be read, or is no plain file or folder.', path);
}

function keyOf({ kind, name }: StoreName): string {
  return `${kind}:${name}`;
}

/** `truststore`, as the implementation has it; the text of the specification says `trust-store`. Every file must be one of certificates. */
async function readFolder(files: TrustFilesPort, configFolder: string, { kind, name }: StoreName): Promise<Store> {
  const above = `${configFolder}/truststore/x509/${kind}`;
  const folder = `${above}/${name}`;
  // The list above tells a folder from a link to one.
  const found = (await entriesOf(files, above)).find((entry) => entry.name === name);
  const entries = found?.kind === 'folder' ? await entriesOf(files, folder) : [];
  if (entries.length === 0 || entries.length > limits.storeFiles) return message('The trust store {0} is not there, or holds nothing.', folder);
  const texts: string[] = [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    const bytes = entry.kind === 'file' ? await files.readBytes(path, limits.storeFileBytes) : undefined;
    const text = bytes && toPem(bytes);
    if (text === undefined) return notPlain(path);
    const problem = problemOf(readStore(kind, [text]));
    if (problem) return message('{0}: {1}', path, problem);
    texts.push(text);
  }
  return texts;
}

async function entriesOf(files: TrustFilesPort, folder: string): Promise<readonly FolderEntry[]> {
  const entries = await files.list(folder);
  return typeof entries === 'string' ? [] : entries;
}

function problemOf(store: ReturnType<typeof readStore>): Message | undefined {
  return 'template' in store ? store : undefined;
}

/** Who may sign this image: nobody is named where no policy is about it, or where it says to skip verification. */
export function notationSignersFor(reference: ImageReference, trust: NotationTrust): AcceptedNotation[] {
  if (trust.kind === 'none') return [];
  if (trust.kind === 'broken') return [{ ...unusable, problem: trust.reason }];
  const policy = selectPolicy(trust.policies, reference);
  if (policy === undefined || policy.level === 'skip') return [];
  const { name, level, override, verifyTimestamp, identities } = policy;
  const stores: Partial<Record<StoreName['kind'], readonly string[]>> = {};
  for (const store of policy.stores) {
    const texts = trust.stores.get(keyOf(store)) ?? [];
    if ('template' in texts) return [{ ...unusable, name, level, problem: texts }];
    stores[store.kind] = [...(stores[store.kind] ?? []), ...texts];
  }
  const options = { ...(override ? { override } : {}), ...(verifyTimestamp ? { verifyTimestamp } : {}) };
  return [{ kind: 'notation', name, level, ...options, identities, stores, source: ownNotation }];
}

/** The `source` of signers whom the person's own configuration of notation names. */
export const ownNotation = 'notation';
const unusable: AcceptedNotation = { kind: 'notation', name: '-', level: 'strict', identities: [], stores: {}, source: ownNotation };
