import type { Message } from '../core/message';
import type { TextEdit } from '../core/range';
import type { Accounts } from './known-accounts';
import type { ShellText } from './shell/removal';
import type { Family } from '../core/image-inside';
import type { PackageNames, Target } from './target';

/** What becomes of a command on another image. */
export type Change =
  /** It has nothing to do there. */
  | { readonly kind: 'remove' }
  /** `packages`: what it installs, as the other distribution calls it. */
  | { readonly kind: 'edit'; readonly edits: readonly TextEdit[]; readonly packages?: readonly string[] }
  | { readonly kind: 'problem'; readonly reason: Message };

/** What the converters of commands may look at. */
export interface Scene {
  readonly shell: ShellText;
  readonly target: Target;
  readonly names: PackageNames;
  /** Names of groups by their ids, as the commands before made them. */
  readonly groups: Map<string, string>;
  readonly accounts: Accounts;
  /** What the old image installs from. */
  readonly origin: Family;
  /** With its release, where the tag tells. */
  readonly release?: string | undefined;
}

export const remove: Change = { kind: 'remove' };

export function problem(reason: Message): Change {
  return { kind: 'problem', reason };
}
