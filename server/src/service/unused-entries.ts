import type { ReadDocument } from '../core/document';
import type { Severity } from '../core/finding';
import { message, type Message } from '../core/message';
import type { IgnoreEntry, TrustPolicy } from '../core/policy';
import { writtenAt, type Written } from '../policy/written';
import { rules } from '../rules';
import { unusedIgnore } from '../rules/unused-ignore';
import { severityFor } from './check';
import type { CheckResult, DocumentContext, ImageService } from './image-service';
import { isExpired } from './suppressing';
import { steering } from './unused-ignores';

/** An entry of `ignore` that hid nothing in all of the files that it is for. */
export interface UnusedEntry extends Written {
  /** Its id. */
  readonly rule: string;
  readonly message: Message;
  readonly severity: Severity;
}

interface Seen {
  readonly entry: IgnoreEntry;
  readonly policy: TrustPolicy;
  isUsed: boolean;
}

/**
 * Counts over a whole workspace what the entries of its policy hide. What a rule that is off would say is not known, nor what one says
 * whose facts are not at hand: neither makes an entry one that hides nothing.
 */
export class EntryTally {
  readonly #service: Pick<ImageService, 'facts'>;
  /** `YYYY-MM-DD`. */
  readonly #today: string;
  /** By where they are written. */
  readonly #seen = new Map<string, Seen>();
  /** Rules that could not say of every image what they would say of it. */
  readonly #unjudged = new Set<string>();

  constructor(service: Pick<ImageService, 'facts'>, today: string) {
    this.#service = service;
    this.#today = today;
  }

  add(document: ReadDocument, context: DocumentContext, { suppressed }: CheckResult): void {
    for (const entry of context.policy.ignore) this.#seenOf(entry, context.policy);
    for (const { entry } of suppressed) {
      const seen = entry && this.#seenOf(entry, context.policy);
      if (seen) seen.isUsed = true;
    }
    for (const rule of rules) if (!this.#unjudged.has(rule.id) && !this.#isJudged(rule.id, document, context)) this.#unjudged.add(rule.id);
  }

  /** In the order in which they are written. */
  unused(): readonly UnusedEntry[] {
    return [...this.#seen.values()].flatMap(({ entry, policy, isUsed }) => {
      const written = writtenAt(entry);
      const severity = severityFor(unusedIgnore, { policy });
      const why = isExpired(entry, this.#today) ? message('This entry hides nothing since {0}', entry.expires ?? '') : message('This entry hides nothing: {0}', entry.rule);
      const isInVain = isExpired(entry, this.#today) || (!isUsed && !steering.has(entry.rule) && this.#isOn(entry.rule, policy) && !this.#unjudged.has(entry.rule));
      return written && severity !== 'off' && isInVain ? [{ ...written, rule: unusedIgnore.id, message: why, severity }] : [];
    });
  }

  #seenOf(entry: IgnoreEntry, policy: TrustPolicy): Seen | undefined {
    const written = writtenAt(entry);
    if (!written) return undefined;
    const key = `${written.range.start} ${written.path}`;
    const seen = this.#seen.get(key) ?? { entry, policy, isUsed: false };
    this.#seen.set(key, seen);
    return seen;
  }

  #isOn(id: string, policy: TrustPolicy): boolean {
    const rule = rules.find(each => each.id === id);
    return rule !== undefined && severityFor(rule, { policy }) !== 'off';
  }

  #isJudged(id: string, document: ReadDocument, context: DocumentContext): boolean {
    const needs = rules.find(each => each.id === id)?.needs ?? [];
    if (document.limited) return false;
    return needs.length === 0 || document.uses.every(use => {
      const facts = this.#service.facts(use, document, context);
      return needs.every(kind => facts[kind].state === 'known');
    });
  }
}
