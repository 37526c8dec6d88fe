import type { FileImages, ListedFinding, ListedUse, SpanOfText } from '../../../server/src/protocol';

export const groupings = ['image', 'file', 'problem'] as const;
export type Grouping = (typeof groupings)[number];

export type Severity = ListedFinding['severity'];

/** One place of the workspace that names an image. */
export interface Place {
  readonly file: FileImages;
  readonly use: ListedUse;
  readonly findings: readonly ListedFinding[];
}

/** What one line of the tree shows. Its texts are made when it is shown. */
export interface Node {
  /** The same for the same thing, in every listing: by it the tree knows what was open. */
  readonly id: string;
  readonly kind: 'image' | 'tag' | 'digest' | 'file' | 'rule' | 'use' | 'finding';
  readonly label: string;
  /** Where it leads; absent where there are several. */
  readonly at?: { readonly uri: string; readonly range: SpanOfText };
  readonly rule?: string;
  readonly severity?: Severity;
  /** What a finding says. */
  readonly said?: string;
  /** Words beside the label, most important first. */
  readonly words: readonly string[];
  /** Something about it wants a decision: it is drawn as a warning, and `words` say why. */
  readonly stands?: true;
  readonly places: readonly Place[];
  readonly children: readonly Node[];
}

export function placesOf(files: readonly FileImages[]): Place[] {
  return files.flatMap(file => {
    const byUse = new Map<number, ListedFinding[]>();
    for (const finding of file.findings) if (finding.use !== undefined) byUse.set(finding.use, [...(byUse.get(finding.use) ?? []), finding]);
    return file.uses.map((use, index) => ({ file, use, findings: byUse.get(index) ?? [] }));
  });
}

/** Groups in the order in which their keys first come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

export function byGravity(a: Severity, b: Severity): number {
  return gravity[a] - gravity[b];
}

/** The gravest of what was found. */
export function worstOf(places: readonly Place[]): Severity | undefined {
  return places.flatMap(({ findings }) => findings.map(({ severity }) => severity)).sort(byGravity)[0];
}

/** Those that hold the text anywhere in what is shown of them, whatever its case. */
export function matching(places: readonly Place[], filter: string): readonly Place[] {
  const words = filter.toLowerCase().split(/\s+/).filter(word => word !== '');
  if (words.length === 0) return places;
  return places.filter(({ file, use, findings }) => {
    const text = [file.name, use.raw, use.reference?.full ?? '', use.reference?.tag ?? '', ...findings.flatMap(({ rule, severity, message }) => [rule, severity, message])].join('\n').toLowerCase();
    return words.every(word => text.includes(word));
  });
}
