import { fileInput } from '../../../core/tool-input';
import type { FileImages, ListedUse, ToolAnswer } from '../../../protocol';
import type { Edge } from '../../edge';
import { inventoryOf } from '../images/inventory';
import { answered, mostEntries, refused } from './answer';

/** Places of one image. */
const mostPlaces = 10;

interface Listed {
  readonly reference: string;
  readonly pinned: boolean;
  readonly tagMoved?: true;
  readonly builtHere?: true;
  /** How many places name it. */
  readonly uses: number;
  readonly places: { readonly file: string; readonly line: number }[];
  /** Ids of the rules that found something about it. */
  readonly findings: string[];
}

/** The images of the workspace, from files that lie in it and documents that are open. Asks no registry. */
export async function listImages(input: unknown, edge: Edge, signal: AbortSignal): Promise<ToolAnswer> {
  const file = fileInput(input);
  if (!file.ok) return refused(file.reason);
  if (edge.session.folders.length === 0) return refused('No folder is open in the editor, so there is no workspace to list.');
  const { files, limited } = await inventoryOf(edge).list({}, signal);
  const wanted = file.value === undefined ? files : files.filter(({ name }) => name === file.value);
  if (file.value !== undefined && wanted.length === 0) return refused(`No file ${file.value} of the workspace names a container image. Call this tool without "file" for all that do.`);
  const images = imagesOf(wanted);
  const unresolved = wanted.flatMap(({ name, uses }) => uses.flatMap(({ reference, raw, range }) => (reference ? [] : [{ file: name, line: range.start.line + 1, text: raw }])));
  return fitting(size => answered({
    images: images.slice(0, size),
    unresolved: unresolved.slice(0, size),
    isComplete: limited === undefined && images.length <= size && unresolved.length <= size,
    total: { files: wanted.length, images: images.length, unresolved: unresolved.length },
  }));
}

/** As many entries as an answer has room for: a part of the truth that says so is better than none. */
function fitting(make: (size: number) => ToolAnswer): ToolAnswer {
  for (let size = mostEntries; size > 1; size = Math.floor(size / 2)) {
    const answer = make(size);
    if (answer.ok) return answer;
  }
  return make(1);
}

/** Each image once, those that most places name first. */
function imagesOf(files: readonly FileImages[]): Listed[] {
  const byReference = new Map<string, Listed & { uses: number }>();
  for (const { name, uses, findings } of files) {
    for (const [index, use] of uses.entries()) {
      if (!use.reference) continue;
      const listed = byReference.get(use.reference.full) ?? listedOf(use, use.reference.full);
      byReference.set(use.reference.full, listed);
      listed.uses += 1;
      if (listed.places.length < mostPlaces) listed.places.push({ file: name, line: use.range.start.line + 1 });
      for (const { rule, use: about } of findings) if (about === index && !listed.findings.includes(rule)) listed.findings.push(rule);
    }
  }
  return [...byReference.values()].sort((a, b) => b.uses - a.uses);
}

function listedOf({ reference, isStale, isLocal }: ListedUse, full: string): Listed & { uses: number } {
  return {
    reference: full,
    pinned: reference?.digest !== undefined,
    ...(isStale ? { tagMoved: true } : {}),
    ...(isLocal ? { builtHere: true } : {}),
    uses: 0,
    places: [],
    findings: [],
  };
}
