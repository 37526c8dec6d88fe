import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { IgnoreEntry } from '../core/policy';
import { isMachineDemand } from './demanded';
import type { CheckInput } from './check';
import { hides, speaksOfFile, speaksOfImage } from './suppressing';
import { steering } from './unused-ignores';

interface Scene extends Pick<CheckInput, 'document' | 'factsFor' | 'context'> {
  readonly found: readonly Finding[];
  /** Those that are on. */
  readonly rules: NonNullable<CheckInput['rules']>;
}

/**
 * Entries of the policy's `ignore` that the document needs: they hide something of what was found, whether or not something else
 * hides it too; or what they are for cannot be known here. One that no document needs hides nothing.
 */
export function neededIgnores(scene: Scene): readonly IgnoreEntry[] {
  const { document, context } = scene;
  if (document.onlyShown) return [];
  return context.policy.ignore.filter(entry => speaksOfFile(entry, context) && (hidesSome(entry, scene) || isOpen(entry, scene)));
}

function hidesSome(entry: IgnoreEntry, { found, context }: Scene): boolean {
  return found.some(finding => hides(entry, finding, context) && !isMachineDemand(finding, context.policy));
}

/** What was not read may be what it is for, and so may an image of which not all is known that its rule goes by. */
function isOpen(entry: IgnoreEntry, scene: Scene): boolean {
  const { document, context } = scene;
  return isPartlyRead(document) || document.uses.some(use => speaksOfImage(entry, use, context) && !isJudged(entry.rule, use, scene));
}

function isPartlyRead({ limited, isPart }: ReadDocument): boolean {
  return limited !== undefined || isPart === true;
}

function isJudged(id: string, use: ImageUse, { factsFor, rules }: Scene): boolean {
  if (use.reference === null) return use.unresolved?.code === 'invalid' && !steering.has(id);
  const facts = factsFor(use);
  if (valueOf(facts.local) === true) return true;
  const rule = steering.has(id) ? undefined : rules.find(each => each.id === id);
  return rule !== undefined && rule.needs.every(kind => facts[kind].state === 'known');
}

/** What was needed of the `ignore` lists of all policies, over the documents of a run. */
export class NeededIgnores {
  readonly #keys = new Set<string>();

  add(entries: readonly IgnoreEntry[]): void {
    for (const entry of entries) this.#keys.add(keyOf(entry));
  }

  /** An entry, as it applies from the root. One that does not apply was told of when the policies were merged. */
  isInVain(entry: IgnoreEntry, applied: readonly IgnoreEntry[]): boolean {
    const key = keyOf(entry);
    return !this.#keys.has(key) && applied.some(other => keyOf(other) === key);
  }
}

/** Two entries that say the same of the same are needed together: why, and until when, is beside that. */
function keyOf({ rule, image, path }: IgnoreEntry): string {
  return JSON.stringify([rule, image, path]);
}
