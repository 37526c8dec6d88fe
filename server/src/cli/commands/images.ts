import { formatReference } from '../../core/reference';
import { render, type Bundle } from '../../core/message';
import { evidence } from '../evidence';
import { KeptListing } from '../kept-listing';
import { createLines } from '../lines';
import type { ListedUse } from '../listed-use';
import { absolute } from '../paths';
import type { Place } from '../position';
import type { CliRuntime } from '../runtime';
import { readDocument } from '../source-files';
import { workspaceTexts } from '../workspace';
import type { Command } from '../command';

interface ImageRow extends Place {
  readonly file: string;
  readonly raw: string;
  readonly resolved: string | null;
  readonly registry: string | null;
  readonly repository: string | null;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly role: string;
  readonly format: string;
  readonly unresolved: string | null;
}

/** Lists every image reference, resolved or not. */
export const images: Command = {
  name: 'images',
  async run({ runtime, args, policies, bundle }) {
    const rows: ImageRow[] = [];
    const lines = createLines(runtime);
    const kept = await keptListing(runtime, args.operands);
    for await (const text of workspaceTexts(runtime, args.operands, policies, { isListing: true })) {
      const uses = kept.of(text, () => readDocument(runtime, text));
      if (args.format === 'json') rows.push(...uses.map(use => toRow(use, text.shown)));
      else lines.add(uses.map(use => toLine(use, text.shown, bundle)).join(''));
    }
    lines.end();
    if (args.format === 'json') {
      runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), images: rows }, null, 2)}\n`);
    }
    if (!runtime.signal.aborted) await kept.save();
    return 0;
  },
};

function keptListing(runtime: CliRuntime, operands: readonly string[]): Promise<KeptListing> {
  const { listings, hash } = runtime;
  return KeptListing.open({ ...listings, hash }, (operands.length > 0 ? operands : ['.']).map(operand => absolute(runtime, operand)));
}

function toRow({ raw, role, format, reference, unresolved, line, column, endLine, endColumn }: ListedUse, file: string): ImageRow {
  return {
    file,
    line,
    column,
    endLine,
    endColumn,
    raw,
    resolved: reference && formatReference(reference),
    registry: reference?.registry ?? null,
    repository: reference?.repository ?? null,
    tag: reference?.tag ?? null,
    digest: reference?.digest ?? null,
    role,
    format,
    unresolved: unresolved && render(unresolved),
  };
}

function toLine({ line, column, role, raw, reference, unresolved }: ListedUse, shown: string, bundle: Bundle): string {
  const meaning = reference ? formatReference(reference) : `${raw} (${unresolved ? render(unresolved, bundle) : ''})`;
  return `${shown}:${line}:${column}  ${role}  ${meaning}\n`;
}
