import { valueOf } from '../core/fact';
import type { Finding, Severity } from '../core/finding';
import type { Lifecycle, LifecycleState } from '../core/lifecycle';
import { message, type Message } from '../core/message';
import { findingOf } from './finding';
import type { Rule, RuleInput } from './rule';

/** The findings of `rule` for what the facts say of these states, each with the severity that it has by itself. */
export function lifecycleFindings(
  rule: Rule,
  { use, facts }: RuleInput,
  severities: Readonly<Partial<Record<LifecycleState, Severity>>>,
): readonly Finding[] {
  if (!use.reference) return [];
  return (valueOf(facts.lifecycle) ?? []).flatMap(lifecycle => {
    const severity = severities[lifecycle.state];
    return severity === undefined ? [] : [{ ...findingOf(rule, use, said(lifecycle)), severity }];
  });
}

/** `Node.js 16 is past its end of life (2023-09-11, endoflife.date)`. */
function said({ what, date, source }: Lifecycle): Message {
  return date === undefined ? message('{0} ({1})', what, source) : message('{0} ({1}, {2})', what, date, source);
}
