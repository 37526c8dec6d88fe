import type { Finding } from '../../core/finding';
import { cleanReason } from '../../core/ignore';
import { message, type Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { familiarName, fullName } from '../../core/reference';
import { addToPolicy } from '../../policy/edit';
import { maySoften } from '../../policy/locks';
import { policyFileName } from '../../policy/paths';
import type { IgnoringEntry, RuleEntry } from '../../policy/trust-entry';
import { judgedAs } from '../../policy/upstreams';
import { isDemanded } from '../demanded';
import type { DocumentContext, TrustList } from '../image-service';
import { policyWords } from '../policy-words';
import { hiddenByConfig } from '../suppressing';

export type HidingEntry = IgnoringEntry | RuleEntry;

/** What in the team's policy may hide a finding: an entry for its image, or its rule switched off. */
const hidings = ['image', 'rule'] as const;
export type Hiding = (typeof hidings)[number];

/** A way to hide a finding by the team's policy. */
export interface HidingOffer {
  readonly hiding: Hiding;
  readonly title: Message;
  /** What is added to the policy; absent where that would not help, and somebody else has to be asked. */
  readonly entry?: HidingEntry;
  /** What to ask for then. */
  readonly request?: Message;
}

/** The narrower way first. None where no file of the workspace has a say. */
export function hidingOffersFor(finding: Finding, context: DocumentContext, today: string): readonly HidingOffer[] {
  const { trustList } = context;
  return trustList ? hidings.flatMap(hiding => offerOf(hiding, finding, { context, trustList, today }) ?? []) : [];
}

interface Scene {
  readonly context: DocumentContext;
  readonly trustList: TrustList;
  readonly today: string;
}

function offerOf(hiding: Hiding, finding: Finding, scene: Scene): HidingOffer | undefined {
  const { context: { policy, path }, trustList } = scene;
  const { rule, use: { reference } } = finding;
  const entry = entryOf(hiding, finding, scene.context);
  if (!entry) return undefined;
  const image = reference ? familiarName(reference) : '';
  if (maySoften(policy, finding) && helps(entry, finding, scene)) {
    const title = hiding === 'rule' ? message('Switch {0} off in {1}', rule, policyFileName) : message('Ignore {0} for {1} in {2}', rule, image, policyFileName);
    return { hiding, title, entry };
  }
  const keeper = trustList.ruleDecidedBy(finding);
  return hiding === 'rule'
    ? { hiding, title: message('Request to switch {0} off', rule), request: message('Please switch {0} off.\nReported in: {1}\nThe policy is kept by: {2}', rule, path, keeper) }
    : { hiding, title: message('Request to ignore {0} for {1}', rule, image), request: message('Please ignore {0} for {1}.\nReported in: {2}\nThe policy is kept by: {3}', rule, image, path, keeper) };
}

/** What a proxy cache serves is named as what it proxies, as in the trust list. */
function entryOf(hiding: Hiding, { rule, use: { reference } }: Finding, { policy }: DocumentContext): HidingEntry | undefined {
  if (hiding === 'rule') return { key: 'rules', rule, value: 'off' };
  return reference ? { key: 'ignore', value: { rule, image: fullName(judgedAs(reference, policy)) } } : undefined;
}

/** Whether the finding would be gone: a file above or beside may have the last word, and some findings nothing switches off. */
function helps(entry: HidingEntry, finding: Finding, { context, trustList, today }: Scene): boolean {
  const policy = trustList.with(entry);
  if (entry.key === 'ignore') return hiddenByConfig(finding, { ...context, policy }, today) !== undefined;
  return policy.rules[finding.rule] === 'off' && !isDemanded(finding, policy);
}

/** The edit that adds it to the text of a policy file, with the reason; undefined where there is nothing to add, or no safe way. */
export function planHiding(text: string, entry: HidingEntry, reason = ''): TextEdit | undefined {
  const clean = cleanReason(reason);
  if (clean === '') return addToPolicy(text, entry, policyWords);
  const reasoned: HidingEntry = entry.key === 'rules' ? { ...entry, reason: clean } : { ...entry, value: { ...entry.value, reason: clean } };
  return addToPolicy(text, reasoned, policyWords);
}
