import type { Build } from '../core/build';
import { valueOf } from '../core/fact';
import type { Alternative, Facts } from '../core/facts';
import { spelling } from '../core/image-use';
import { message, type Message } from '../core/message';
import { familiarReference, formatReference } from '../core/reference';
import { mayIgnoreInline } from '../policy/locks';
import { publisherById } from '../publishers';
import { isDemanded } from './demanded';
import { execFormFixes } from './exec-form-fixes';
import type { CheckResult, DocumentContext, Fix, Offers } from './image-service';
import { isIgnored, sameSite } from './pinnable';
import { updateFixes, type UpdateInput } from './update-fixes';

const pinningRules: readonly string[] = ['tag-missing', 'tag-latest', 'tag-not-pinned', 'image-pull-policy'];
const publisherRules: readonly string[] = ['publisher-unknown', 'publisher-untrusted', 'hardened-alternative'];
const lifecycleRules: readonly string[] = ['image-moved', 'image-deprecated', 'end-of-life', 'paid-tag', 'tag-no-longer-built', 'debug-variant'];

const signatureRules: readonly string[] = ['signature-invalid', 'signer-untrusted', 'signature-missing'];

interface FixInput extends UpdateInput {
  readonly checked: CheckResult;
  readonly offers: Offers;
  readonly context: DocumentContext;
  /** Uses of the document that have something to pin. */
  readonly pinnable: number;
  /** Whether an ignore comment can be written above the use's site, and at the head of the file. */
  readonly commentable: { readonly line: boolean; readonly file: boolean };
  /** Of a Dockerfile. */
  readonly build: Build | undefined;
}

/** The light bulb's entries for one use, the safest first. Nothing is looked up. */
export function fixesFor(input: FixInput): readonly Fix[] {
  return [...pinFixes(input), ...updateFixes(input), ...replaceFixes(input), ...shellFixes(input), ...pullFixes(input), ...swapFixes(input), ...ignoreFixes(input)];
}

/** A digest that the user chose to live without is not offered; a pin that cannot be made says why. */
function pinFixes({ use, facts, checked, pinnable }: FixInput): Fix[] {
  if (!use.reference || use.reference.digest !== undefined || use.cache || valueOf(facts.local) === true) return [];
  if (isIgnored(use, checked)) return [];
  const pin: Fix = {
    kind: 'pin',
    title: message('Pin {0} to the digest that it has now', spelling(use)),
    rules: pinningRules,
    use,
    preferred: use.fixDisabled === undefined && !isRejected(facts),
    ...(use.fixDisabled ? { disabled: use.fixDisabled } : {}),
  };
  const own = [pin, ...pinAnywayFixes(pin, facts)];
  if (pinnable < 2) return own;
  return [...own, { kind: 'pin-all', title: message('Pin all {0} images in this file', pinnable), rules: pinningRules, use, preferred: false }];
}

/** The signature was looked at and is not accepted, so that a pin is refused. */
function isRejected({ signature }: Facts): boolean {
  return valueOf(signature)?.verdict === 'invalid';
}

/** Whoever saw that it is refused may still want it: by a click of his own, and never where the policy requires a signature. */
function pinAnywayFixes(pin: Fix, facts: Facts): Fix[] {
  if (!isRejected(facts) || valueOf(facts.signature)?.required !== false) return [];
  return [{ ...pin, title: message('Pin {0} anyway, although its signature is not accepted', spelling(pin.use)), unverified: true }];
}

/** What the same publisher serves instead of it, each once. */
function replaceFixes({ use, facts }: FixInput): Fix[] {
  if (!use.reference || valueOf(facts.local) === true) return [];
  const targets = new Map((valueOf(facts.lifecycle) ?? []).flatMap(({ replacement }) => (replacement ? [[formatReference(replacement), replacement] as const] : [])));
  return [...targets.values()].map(target => ({
    kind: 'replace',
    title: message('Use {0} instead', familiarReference(target)),
    rules: [...pinningRules, ...lifecycleRules],
    use,
    target,
    preferred: false,
    ...(use.fixDisabled ? { disabled: use.fixDisabled } : {}),
  }));
}

function shellFixes({ use, facts, checked, build }: FixInput): Fix[] {
  const findings = checked.findings.filter(finding => finding.rule === 'shell-missing' && sameSite(finding, use));
  return build ? execFormFixes({ use, facts, findings, build }) : [];
}

function pullFixes({ use, checked }: FixInput): Fix[] {
  const isFound = checked.findings.some(finding => finding.rule === 'image-pull-policy' && sameSite(finding, use));
  if (!isFound || !use.pullPolicy) return [];
  return [{ kind: 'pull-always', title: message('Fetch it at each start: imagePullPolicy {0}', 'Always'), rules: ['image-pull-policy'], use, at: use.pullPolicy.range.start, preferred: false }];
}

/** Those alone that put another image in its place: nothing else of the document has a say in them. */
export function swapFixes({ use, facts, offers }: Pick<FixInput, 'use' | 'facts' | 'offers'>): readonly Fix[] {
  if (!use.reference || valueOf(facts.local) === true) return [];
  return offers.offered.map(({ alternative, short }) => {
    const disabled = use.fixDisabled ?? notThere(alternative);
    return {
      kind: 'swap',
      // What differs is said before the click: `Use cgr.dev/chainguard/node:latest (52 MB (-78 %); user 65532; no shell)`.
      title: message('Use {0} ({1})', familiarReference(alternative.reference), short),
      // Another image, with its digest, settles whatever was said of this one.
      rules: [...pinningRules, ...publisherRules, ...lifecycleRules, ...(isSigned(alternative) ? signatureRules : [])],
      use,
      target: alternative.reference,
      preferred: false,
      ...(disabled ? { disabled } : {}),
    };
  });
}

/** Only who signs does better than an image whose signature is not accepted, or missing. */
function isSigned({ publisher }: Alternative): boolean {
  return publisherById(publisher)?.signs === true;
}

function notThere({ reference, details }: Alternative): Message | undefined {
  return details === 'missing' ? message('not found on {0}', reference.registry) : undefined;
}

/** What hides least stands first. */
function ignoreFixes({ use, checked, context, commentable }: FixInput): Fix[] {
  const hideable = checked.findings.filter(finding => sameSite(finding, use) && mayIgnoreInline(context.policy, finding) && !isDemanded(finding, context.policy));
  const ignoring = (kind: Fix['kind'], titleOf: (rule: string) => Message): Fix[] =>
    hideable.map(({ rule }) => ({ kind, title: titleOf(rule), rules: [rule], use, rule, preferred: false }));
  return [
    ...(commentable.line ? ignoring('ignore-line', rule => message('Ignore {0} for this line', rule)) : []),
    ...(commentable.file ? ignoring('ignore-file', rule => message('Ignore {0} in this file', rule)) : []),
  ];
}
