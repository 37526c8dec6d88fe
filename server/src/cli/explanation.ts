import { valueOf } from '../core/fact';
import type { AboutPublisher, Alternative, Facts } from '../core/facts';
import { formatSize } from '../core/image-details';
import type { Lifecycle } from '../core/lifecycle';
import { joinMessages, message, render, type Bundle, type Message } from '../core/message';
import { familiarReference, formatReference } from '../core/reference';
import { pinnedText } from '../service/freshness-text';
import type { Explanation } from '../service/image-service';

/** What `explain` says of one reference. */
export interface Answer {
  readonly reference: string;
  readonly publisher: string | null;
  readonly title: string | null;
  readonly about: AboutPublisher;
  readonly trusted: boolean;
  readonly lifecycle: readonly Lifecycle[];
  /** Bytes to pull. */
  readonly size: number | undefined;
  readonly alternatives: readonly Alternative[];
  /** What is known of the digest that was named. */
  readonly pinned: readonly Message[];
  /** Where a tag and a digest were named: what the tag stands for now; null where that is not known. */
  readonly tagServes: string | null | undefined;
}

export const nothing: Answer = {
  reference: 'scratch', publisher: null, title: null, about: {}, trusted: false, lifecycle: [], size: undefined, alternatives: [], pinned: [], tagServes: undefined,
};

export function toAnswer({ reference, facts, trusted }: Explanation): Answer {
  const publisher = valueOf(facts.publisher);
  const known = publisher?.kind === 'known' ? publisher : undefined;
  const details = valueOf(facts.details);
  return {
    reference: formatReference(reference),
    publisher: known?.id ?? null,
    title: known?.title ?? null,
    about: (publisher && 'about' in publisher ? publisher.about : undefined) ?? {},
    trusted,
    lifecycle: valueOf(facts.lifecycle) ?? [],
    size: details === 'missing' ? undefined : details?.size,
    // What its registry does not have is no alternative.
    alternatives: (valueOf(facts.alternatives) ?? []).filter(alternative => alternative.details !== 'missing'),
    pinned: reference.digest === undefined ? [] : pinnedText(reference.digest, facts),
    tagServes: reference.digest === undefined || reference.tag === undefined ? undefined : servedDigest(facts),
  };
}

function servedDigest({ tagNow }: Facts): string | null {
  const serves = valueOf(tagNow)?.serves;
  return serves === undefined || serves === 'missing' ? null : serves.digest;
}

/** The contract's answer; its differences stay English. */
export function toJson({ reference, publisher, trusted, lifecycle, alternatives, tagServes }: Answer): object {
  return {
    reference,
    publisher,
    trusted,
    ...(tagServes === undefined ? {} : { tagServes }),
    lifecycle: lifecycle.map(({ state, date, source, replacement }) => ({
      state,
      date: date ?? null,
      source,
      replacement: replacement ? formatReference(replacement) : null,
    })),
    alternatives: alternatives.map(alternative => ({
      reference: formatReference(alternative.reference),
      publisher: alternative.publisher,
      exists: alternative.exists,
      differences: alternative.differences.map(difference => render(difference)),
      size: sizeOf(alternative) ?? null,
    })),
  };
}

function sizeOf({ details }: Alternative): number | undefined {
  return details === 'missing' ? undefined : details?.size;
}

export function toText(answer: Answer, bundle: Bundle): string {
  const say = (text: Message): string => render(text, bundle);
  const { reference, title, trusted, about, size } = answer;
  if (reference === nothing.reference) return `${reference}\n  ${say(message('the empty image: nobody publishes it'))}\n`;
  const lines = [reference];
  lines.push(`  ${say(title === null ? message('publisher not known') : message('known publisher (by name): {0}', title))}`);
  lines.push(...[about.note, about.free, about.signing].flatMap(text => (text ? [`    - ${say(text)}`] : [])));
  if (about.page !== undefined) lines.push(`    - ${about.page}`);
  if (trusted) lines.push(`  ${say(message('trusted'))}`);
  lines.push(...answer.pinned.map(text => `  ${say(text)}`));
  if (size !== undefined) lines.push(`  ${say(message('{0} to pull', formatSize(size)))}`);
  lines.push(...answer.lifecycle.map(lifecycle => `  ${say(lifecycleText(lifecycle))}`));
  for (const alternative of answer.alternatives) lines.push(...alternativeLines(alternative, say));
  return `${lines.join('\n')}\n`;
}

function lifecycleText({ what, date, source, replacement }: Lifecycle): Message {
  const said = date === undefined ? message('{0} ({1})', what, source) : message('{0} ({1}, {2})', what, date, source);
  return replacement ? joinMessages([said, message('use {0} instead', familiarReference(replacement))]) : said;
}

function alternativeLines(alternative: Alternative, say: (text: Message) => string): string[] {
  const size = sizeOf(alternative);
  return [
    `  ${say(message('alternative: {0}', familiarReference(alternative.reference)))}`,
    ...(size === undefined ? [] : [`    - ${say(message('{0} to pull', formatSize(size)))}`]),
    ...alternative.differences.map(difference => `    - ${say(difference)}`),
  ];
}
