import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { hasMoved } from '../core/freshness';
import { message, type Message } from '../core/message';

/** What is known of a digest and its tag, for people. */
export function pinnedText(digest: string, facts: Pick<Facts, 'resolution' | 'tagNow' | 'children'>): readonly Message[] {
  const isGone = valueOf(facts.resolution) === 'missing';
  return [isGone ? message('The registry has no such image') : message('pinned to this digest'), ...tagText(digest, facts)];
}

/** What the tag of a digest stands for now; nothing while it is the same. */
export function tagText(digest: string, { tagNow, children }: Pick<Facts, 'tagNow' | 'children'>): readonly Message[] {
  const now = valueOf(tagNow);
  if (!now) return [];
  const { tag, serves } = now;
  if (serves === 'missing') return [message('the registry has no tag {0} any more', tag)];
  if (!hasMoved(digest, serves)) return [];
  if (valueOf(children)?.includes(digest)) return [message('one platform of what the tag {0} serves now', tag)];
  return [message('the tag {0} serves another digest now: {1} (asked at {2})', tag, serves.digest, timeOf(serves.resolvedAt))];
}

/** `2026-11-26 16:20 UTC` */
function timeOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
