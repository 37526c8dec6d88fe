/** A mark in a document, ours or another tool's, as far as they are compared. */
export interface Mark {
  readonly source: string | undefined;
  readonly code: string;
  /** The smaller, the graver; an error is 0. */
  readonly severity: number;
  readonly range: { readonly start: Point; readonly end: Point };
}

interface Point {
  readonly line: number;
  readonly character: number;
}

interface Tool {
  readonly sources: readonly string[];
  /** It knows lines only: what it marks on a line may be any part of it. */
  readonly wholeLines?: true;
  /** Our rules by the code under which it reports the same cause. */
  readonly causes: Readonly<Record<string, readonly string[]>>;
}

const tools: readonly Tool[] = [
  { sources: ['hadolint'], wholeLines: true, causes: { DL3006: ['tag-missing'], DL3007: ['tag-latest'], DL3026: ['publisher-unknown', 'publisher-untrusted'] } },
  { sources: ['docker-language-server', 'docker'], causes: { not_pinned_digest: ['tag-not-pinned'], recommended_tag: ['tag-outdated'] } },
];

/** Whether another tool marks the place of our finding for the same cause. An error of ours yields to an error alone. */
export function isMarkedBy(own: Mark, others: readonly Mark[]): boolean {
  return others.some(other => {
    const tool = tools.find(({ sources }) => other.source !== undefined && sources.includes(other.source));
    const rules = tool && Object.hasOwn(tool.causes, other.code) ? (tool.causes[other.code] ?? []) : [];
    const isGraver = own.severity === 0 && other.severity > 0;
    return rules.includes(own.code) && !isGraver && (tool?.wholeLines ? sharesLine : touches)(own.range, other.range);
  });
}

function sharesLine(a: Mark['range'], b: Mark['range']): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

export function touches(a: Mark['range'], b: Mark['range']): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Point, b: Point): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
