import { isRoot } from '../core/image-contents';
import type { Family } from '../core/image-inside';
import { message, type Message } from '../core/message';
import { fullName } from '../core/reference';
import { upstreamIds } from './tables/upstream-places';
import type { Target } from './target';

/** The accounts that a stage may name: those of its image, and those that it made itself. */
export interface Accounts {
  readonly target: Target;
  /** The distribution of the old image. */
  readonly origin: Family;
  /** The stage ends up in an image that somebody runs. */
  readonly shipped: boolean;
  readonly created: ReadonlySet<string>;
  /** What it has installed: the packages of services make accounts of their own. */
  readonly packages: ReadonlySet<string>;
  /** Accounts that are no longer made, and the ones that do instead. */
  readonly replaced: ReadonlyMap<string, string>;
  /** The stage brings an /etc/passwd of its own. */
  readonly ownPasswd: boolean;
}

export type Resolved = { readonly name: string } | { readonly reason: Message };

/** The account by which the new image knows what the old one called `name`. */
export function resolveAccount(name: string, accounts: Accounts): Resolved {
  const { target, origin, created, packages, replaced, ownPasswd, shipped } = accounts;
  const instead = replaced.get(name);
  if (instead !== undefined) return { name: instead };
  if (/^\$\{?APP_UID\}?$/.test(name) && !fullName(target.reference).startsWith('cgr.dev/')) return { name: isRoot(target.contents.user) ? '1654' : target.contents.user };
  if (target.family === origin && [...packages].some(each => name === each || name.endsWith(`-${each}`))) return { name };
  if (/^\d*$/.test(name) || name.includes('$') || isRoot(name) || ownPasswd || created.has(name) || target.users.has(name)) return { name };
  const { user } = target.contents;
  if (!isRoot(user)) return { name: user };
  const id = Object.hasOwn(upstreamIds, name) ? upstreamIds[name]?.[origin === 'alpine' ? 1 : 0] : undefined;
  if (id !== undefined) return { name: id };
  return shipped ? { reason: message('the new image has no account {0}', name) } : { name: '0' };
}

/** `app:app`, `app:`, `app`. */
export function resolveOwner(owner: string, accounts: Accounts): Resolved {
  const parts: string[] = [];
  for (const part of owner.split(':')) {
    const resolved = resolveAccount(part, accounts);
    if ('reason' in resolved) return resolved;
    parts.push(resolved.name);
  }
  return { name: parts.join(':') };
}
