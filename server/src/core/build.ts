import type { Range } from './range';

/**
 * Text put together from stretches of a document: lines that are continued are joined, and quotes and escapes of flags
 * dropped. From index `at` of the text on, the characters stand in the document from offset `source` on.
 */
export interface SourceText {
  readonly text: string;
  readonly runs: readonly { readonly at: number; readonly source: number }[];
}

/** One instruction of a Dockerfile. */
export interface BuildInstruction {
  /** In lower case. */
  readonly keyword: string;
  readonly flags: readonly SourceText[];
  /** What follows the flags. */
  readonly args: SourceText;
  /** The words of the exec form, `["node", "server.js"]`; absent in the shell form. */
  readonly exec?: readonly string[];
  /** All its lines, heredocs included, without the last line end. */
  readonly range: Range;
  /** From its keyword to the end of its arguments: no heredocs. */
  readonly words: Range;
}

/** What stands between two FROMs. */
export interface Stage {
  readonly index: number;
  readonly name?: string;
  /** The last one: what the built image is made of. */
  readonly final: boolean;
  /** Index of the earlier stage that it is built on. */
  readonly base?: number;
  readonly from: BuildInstruction;
  /** Those behind the FROM. */
  readonly instructions: readonly BuildInstruction[];
}

/** What a Dockerfile builds. */
export interface Build {
  /** The sign that joins lines. */
  readonly escape: string;
  /** Instructions before the first FROM. */
  readonly before: readonly BuildInstruction[];
  readonly stages: readonly Stage[];
}

/** The stage and those that are built on it: whatever its image lacks, they lack too. */
export function stagesOn({ stages }: Build, index: number): readonly Stage[] {
  const on = new Set([index]);
  // A stage is always behind the one that it is built on.
  for (const stage of stages) if (stage.base !== undefined && on.has(stage.base)) on.add(stage.index);
  return stages.filter(stage => on.has(stage.index));
}

/** The words of the exec form. BuildKit takes for that what is a JSON list of texts, and everything else for the shell form. */
export function jsonWords(args: string): readonly string[] | undefined {
  if (!args.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(args);
    return Array.isArray(list) && list.every(word => typeof word === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** The stage that `COPY --from` means: by its name, or by its number. */
export function stageNamed({ stages }: Build, from: string): Stage | undefined {
  return stages.findLast(({ name }) => name === from) ?? (/^\d+$/.test(from) ? stages[Number(from)] : undefined);
}

/** What follows an instruction's flags, word by word, in either form. */
export function wordsOf({ exec, args }: Pick<BuildInstruction, 'exec' | 'args'>): readonly string[] {
  return exec ?? args.text.split(/\s+/);
}

/** The stage or image that `--from` of a COPY names, in lower case; undefined where it takes from the build's context. */
export function copiedFrom({ flags }: Pick<BuildInstruction, 'flags'>): string | undefined {
  const prefix = '--from=';
  return flags.find(({ text }) => text.startsWith(prefix))?.text.slice(prefix.length).toLowerCase();
}
