import { compareSeverity, type Finding, type RelatedPlace } from '../core/finding';
import { sameRange, type Range } from '../core/range';
import type { Suppressed } from './image-service';

/** Nobody reads a longer list. */
const mostRelated = 50;

/** An ARG that two stages use is one place: one finding there, with both stages as related places. */
export function joinSites(findings: readonly Finding[]): Finding[] {
  return mergeAt(findings, {
    placeOf: ({ range }) => range,
    isSame: (a, b) => a.rule === b.rule,
    merge: join,
  });
}

export function joinSuppressed(suppressed: readonly Suppressed[]): Suppressed[] {
  const bySite = new Map<string, Suppressed>();
  for (const entry of suppressed) {
    const key = `${entry.by} ${siteKey(entry.finding)}`;
    const other = bySite.get(key);
    bySite.set(key, other ? { ...other, finding: join(other.finding, entry.finding) } : entry);
  }
  return [...bySite.values()];
}

/** Per reference and concern the gravest; the earlier one of two that are equally grave. */
export function gravest(findings: readonly Finding[]): Finding[] {
  return mergeAt(findings, {
    placeOf: ({ use }) => use.site.range,
    isSame: (a, b) => a.concern === b.concern,
    merge: (a, b) => (compareSeverity(b.severity, a.severity) > 0 ? b : a),
  });
}

function siteKey({ rule, range }: Finding): string {
  return `${range.start} ${range.end} ${rule}`;
}

function join(a: Finding, b: Finding): Finding {
  const graver = compareSeverity(b.severity, a.severity) > 0 ? b : a;
  if (a.related.length >= mostRelated) return { ...graver, related: a.related };
  const isNew = (place: RelatedPlace) => !a.related.some(known => sameRange(known.range, place.range));
  return { ...graver, related: [...a.related, ...b.related.filter(isNew)] };
}

interface Merging {
  placeOf(finding: Finding): Range;
  /** Of two findings at one place. */
  isSame(a: Finding, b: Finding): boolean;
  merge(a: Finding, b: Finding): Finding;
}

/** Merges those of one place that are the same in some way. Few findings begin at one offset, so that is what they are kept by. */
function mergeAt(findings: readonly Finding[], { placeOf, isSame, merge }: Merging): Finding[] {
  const byStart = new Map<number, Finding[]>();
  for (const finding of findings) {
    const place = placeOf(finding);
    const there = byStart.get(place.start);
    const index = there?.findIndex(other => isSame(other, finding) && sameRange(placeOf(other), place)) ?? -1;
    if (!there) byStart.set(place.start, [finding]);
    else if (index < 0) there.push(finding);
    else there[index] = merge(there[index] as Finding, finding);
  }
  return [...byStart.values()].flat();
}
