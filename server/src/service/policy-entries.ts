import type { Finding } from '../core/finding';
import { message, type Message } from '../core/message';
import { visibleLine } from '../core/plain-text';
import type { IgnoreEntry } from '../core/policy';
import { placedIgnore } from '../policy/merge';
import { parsePolicyFile, type WrittenIgnore } from '../policy/parse';
import { unusedIgnore } from '../rules/unused-ignore';
import type { CheckResult, DocumentContext, Suppressed } from './image-service';
import type { NeededIgnores } from './needed-ignores';
import { policyWords } from './policy-words';
import { hiddenByConfig, isExpired } from './suppressing';

export interface PolicyFileInput {
  readonly text: string;
  readonly path: string;
  /** That of the policy file itself: what it is held to is what it says, and what stands above it. */
  readonly context: DocumentContext;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Absent where not all the documents were looked at that the file speaks for. `folder` is that of them all, from the root. */
  readonly run?: { readonly needed: NeededIgnores; readonly folder: string };
}

/** Judges the entries of a policy file's `ignore`: those that have expired, and those that hide nothing. Pure. */
export function checkPolicyFile({ text, path, context, today, run }: PolicyFileInput): CheckResult {
  const set = context.policy.rules[unusedIgnore.id] ?? unusedIgnore.severity;
  if (set === 'off') return { findings: [], suppressed: [] };
  const isInVain = (entry: IgnoreEntry) => run?.needed.isInVain(placedIgnore(entry, run.folder), context.policy.ignore) === true;
  const found = parsePolicyFile(text, path, policyWords).ignores.flatMap(written => {
    const said = isExpired(written.entry, today) ? expired(written.entry) : isInVain(written.entry) ? inVain(written.entry) : undefined;
    return said ? [{ ...findingAt(written, text, said), severity: set }] : [];
  });
  const suppressed = found.flatMap((finding): Suppressed[] => [hiddenByConfig(finding, context, today)].filter(hidden => hidden !== undefined));
  return { findings: found.filter(finding => !suppressed.some(hidden => hidden.finding === finding)), suppressed };
}

function expired({ rule, expires = '' }: IgnoreEntry): Message {
  return message('This ignore entry hides nothing since it expired (its last day was {0}): {1}', expires, rule);
}

function inVain({ rule }: IgnoreEntry): Message {
  return message('This ignore entry hides nothing: {0}', rule);
}

/** A finding is about a use; an entry is none, and names no image of its own. */
function findingAt({ entry, range }: WrittenIgnore, text: string, said: Message): Omit<Finding, 'severity'> {
  const raw = visibleLine(text.slice(range.start, range.end));
  const use: Finding['use'] = { format: 'policy', role: 'value', range, raw, reference: null, unresolved: { code: 'empty', message: message('') }, site: { range, raw } };
  return { rule: unusedIgnore.id, concern: unusedIgnore.concern, range, message: said, use, related: [], inVain: [entry.rule] };
}
