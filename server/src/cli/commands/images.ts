import { formatReference } from '../../core/reference';
import { render, type Bundle } from '../../core/message';
import type { ImageUse } from '../../core/image-use';
import { evidence } from '../evidence';
import { createPlaces, type Place } from '../position';
import { sourceFiles, type SourceFile } from '../workspace';
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
    for await (const file of sourceFiles(runtime, args.operands, policies)) rows.push(...rowsOf(file));
    if (args.format === 'json') {
      runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), images: rows }, null, 2)}\n`);
    } else {
      runtime.out(rows.map(row => textLine(row, bundle)).join(''));
    }
    return 0;
  },
};

function rowsOf({ document, shown }: SourceFile): ImageRow[] {
  const placeOf = createPlaces(document.text);
  return document.uses.map(use => toRow(use, shown, placeOf(use.range)));
}

function toRow(use: ImageUse, file: string, place: Place): ImageRow {
  const { reference } = use;
  return {
    file,
    ...place,
    raw: use.raw,
    resolved: reference ? formatReference(reference) : null,
    registry: reference?.registry ?? null,
    repository: reference?.repository ?? null,
    tag: reference?.tag ?? null,
    digest: reference?.digest ?? null,
    role: use.role,
    format: use.format,
    unresolved: use.unresolved ? render(use.unresolved.message) : null,
  };
}

function textLine(row: ImageRow, _bundle: Bundle): string {
  const meaning = row.resolved ?? `${row.raw} (${row.unresolved ?? ''})`;
  return `${row.file}:${row.line}:${row.column}  ${row.role}  ${meaning}\n`;
}
