/** What a statement of a trust policy document may say (Notary Project, trust store and trust policy specification). */
import { message, type Message } from '../../core/message';
import type { StoreKind } from './store-certificates';
import { isPartOf, parseIdentity } from './x509-subject';

/** Of a trust store: a folder. */
export interface StoreName {
  readonly kind: StoreKind;
  readonly name: string;
}

/** Stands for every scope, or every identity. */
export const everything = '*';

const domain = /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const path = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

export function scopeProblem(scopes: readonly string[] | undefined): Message | undefined {
  if (scopes === undefined || scopes.length === 0) return message('it has no scope.');
  if (scopes.includes(everything)) return scopes.length === 1 ? undefined : message('it has other scopes beside *.');
  const bad = scopes.find((scope) => !isScope(scope));
  return bad === undefined ? undefined : message('{0} is no scope.', bad.slice(0, 200));
}

function isScope(scope: string): boolean {
  const slash = scope.indexOf('/');
  return slash > 0 && scope.length <= 512 && domain.test(scope.slice(0, slash)) && path.test(scope.slice(slash + 1));
}

/** What is not verified needs nobody to trust, and whoever names somebody all the same meant something else. */
export function skipProblem(override: object | undefined, stores: readonly string[] | undefined, identities: readonly string[] | undefined): Message | undefined {
  const more = (stores?.length ?? 0) + (identities?.length ?? 0) + Object.keys(override ?? {}).length;
  return more === 0 ? undefined : message('it skips verification, and names stores, identities or overrides.');
}

export function trustProblem(stores: readonly string[] | undefined, identities: readonly string[] | undefined): Message | undefined {
  if (!stores?.length || !identities?.length) return message('it names no trust store, or no trusted identity.');
  const store = stores.find((text) => readStoreName(text) === undefined);
  if (store !== undefined) return message('{0} is no trust store.', store.slice(0, 200));
  if (identities.includes(everything)) return identities.length === 1 ? undefined : message('it has other identities beside *.');
  return identityProblem(identities);
}

/** Identities of other kinds than X.509 subjects are for plug-ins; they match nobody here. */
function identityProblem(identities: readonly string[]): Message | undefined {
  const malformed = identities.find((text) => !/^[^:]*:./.test(text) || (text.startsWith('x509.subject:') && parseIdentity(text) === undefined));
  if (malformed !== undefined) return message('{0} is no trusted identity.', malformed.slice(0, 200));
  const names = identities.map(parseIdentity).filter((name) => name !== undefined);
  const overlap = names.some((one, at) => names.some((other, index) => index !== at && isPartOf(one, other)));
  return overlap ? message('one of its identities is part of another one.') : undefined;
}

export function readStoreName(text: string): StoreName | undefined {
  const parts = /^(ca|signingAuthority|tsa):([a-zA-Z0-9_.-]+)$/.exec(text);
  // A name is a folder: these two would lead out of the store.
  return parts === null || parts[2] === '.' || parts[2] === '..' ? undefined : { kind: parts[1] as StoreKind, name: parts[2] as string };
}
