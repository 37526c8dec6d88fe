import { valueOf } from '../core/fact';
import type { PublisherFact } from '../core/facts';
import { compareSeverity, type Concern, type Finding } from '../core/finding';
import { hasMoved } from '../core/freshness';
import { message, type Message } from '../core/message';
import { isTrusted } from '../core/policy-trust';
import type { Shown } from './hover-shown';
import { escapeMarkdown } from './markdown';

/** Of two that are equally grave, what stands first here is told. */
const concerns: readonly Concern[] = ['grammar', 'signature', 'lifecycle', 'publisher', 'pinning', 'fit', 'meta'];

const signs = { error: '✘', warning: '⚠', information: 'ⓘ', good: '✔' } as const;
type Tone = keyof typeof signs;

/** The first line: what matters most about the image, as a sign and in words. */
export function verdictLine(shown: Shown): string {
  const { tone, text } = verdictOf(shown);
  return `${signs[tone]} **${escapeMarkdown(shown.session.say(text))}**`;
}

function verdictOf(shown: Shown): { readonly tone: Tone; readonly text: Message } {
  const { use, facts, findings } = shown;
  const [worst] = [...findings].sort(gravestFirst);
  // Editors show what was found right above. Where that is the pinning, the first line can say it together with the origin.
  if (worst && worst.concern !== 'pinning') return { tone: worst.severity, text: worst.message };
  if (!use.reference) return { tone: 'information', text: use.unresolved?.message ?? message('No image reference') };
  if (valueOf(facts.local) === true) return { tone: 'information', text: message('Built by this workspace') };
  const origin = originOf(shown);
  const pinning = pinningOf(shown);
  const isGood = pinning.tone === 'good' && origin?.tone === 'good';
  return { tone: worst?.severity ?? (isGood ? 'good' : 'information'), text: origin ? message('{0}, {1}', pinning.text, origin.text) : pinning.text };
}

function gravestFirst(a: Finding, b: Finding): number {
  return compareSeverity(b.severity, a.severity) || concerns.indexOf(a.concern) - concerns.indexOf(b.concern);
}

function pinningOf({ use, facts }: Shown): { readonly tone: Tone; readonly text: Message } {
  const digest = use.reference?.digest;
  if (digest === undefined) return { tone: 'information', text: message('Not pinned') };
  const serves = valueOf(facts.tagNow)?.serves;
  const isBehind = serves !== undefined && (serves === 'missing' || hasMoved(digest, serves));
  return isBehind ? { tone: 'information', text: message('Pinned to a digest that its tag does not serve now') } : { tone: 'good', text: message('Pinned') };
}

/** Trusted is only what the team's policy accepts; a known name is less than that. */
function originOf({ use, facts, situation }: Shown): { readonly tone: Tone; readonly text: Message } | undefined {
  const publisher = valueOf(facts.publisher);
  const id = publisher?.kind === 'known' ? publisher.id : undefined;
  if (use.reference && isTrusted(use.reference, id, situation.context.policy)) return { tone: 'good', text: message('trusted') };
  return publisher && { tone: publisher.kind === 'known' ? 'good' : 'information', text: origins[publisher.kind] };
}

const origins: Readonly<Record<PublisherFact['kind'], Message>> = {
  known: message('known publisher (by name)'),
  'not-official': message('no official image'),
  'unknown-namespace': message('unknown publisher'),
  'private-registry': message('private registry'),
};
