/** Docker's config.json, and Podman's auth.json, which is the same but for keys that name a part of a registry. */
import type { Credential } from '../../core/login';
import { readCredential } from './entry';
import { canonicalRegistry, fit, readKey, type RegistryKey } from '../../core/registry-key';

export interface LoginEntry extends RegistryKey {
  /** Undefined: the program that `credsStore` names has it. */
  readonly credential: Credential | undefined;
}

/** What such a file says of logins; the rest of it, headers for every request among it, is not ours to use. */
export interface LoginFile {
  readonly entries: readonly LoginEntry[];
  /** The name of the program by registry. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly store: string | undefined;
}

export const emptyFile: LoginFile = { entries: [], helpers: new Map(), store: undefined };

const mostEntries = 1000;

/** Never throws: what cannot be read names no login. `oldest`: the file has nothing but what is below `auths` today. */
export function readLoginFile(text: string, oldest = false): LoginFile {
  const root = parse(text);
  if (!root) return emptyFile;
  const store = oldest ? undefined : own(root, 'credsStore');
  return {
    entries: pairs(oldest ? root : own(root, 'auths')).flatMap(([key, value]) => {
      const read = readKey(key);
      return read && isRecord(value) ? [{ ...read, credential: readCredential(value) }] : [];
    }),
    helpers: new Map(pairs(oldest ? undefined : own(root, 'credHelpers')).flatMap(([key, value]): [string, string][] => {
      const registry = hostOf(key);
      return registry !== undefined && typeof value === 'string' && value !== '' ? [[registry, value]] : [];
    })),
    store: typeof store === 'string' && store !== '' ? store : undefined,
  };
}

/** The most specific entry for the repository; of several names for the same, the first. */
export function entryFor({ entries }: LoginFile, registry: string, repository: string): LoginEntry | undefined {
  let best: { entry: LoginEntry; score: number } | undefined;
  for (const entry of entries) {
    const score = fit(entry, registry, repository);
    if (score !== undefined && (!best || score > best.score)) best = { entry, score };
  }
  return best?.entry;
}

/** A helper is for a whole registry. */
function hostOf(key: string): string | undefined {
  const read = readKey(key);
  return read?.path === '' ? canonicalRegistry(read.host) : undefined;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function pairs(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value).slice(0, mostEntries) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own value: a prototype has no say. */
function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
