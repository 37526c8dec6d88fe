import { formatReference } from '../../core/reference';
import { render, type Bundle } from '../../core/message';
import type { ImageUse } from '../../core/image-use';
import { evidence } from '../evidence';
import { createLines } from '../lines';
import { createPlaces, type Place } from '../position';
import { sourceFiles, type SourceFile } from '../source-files';
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
    for await (const file of sourceFiles(runtime, args.operands, policies, { isListing: true })) {
      if (args.format === 'json') rows.push(...rowsOf(file));
      else lines.add(linesOf(file, bundle));
    }
    lines.end();
    if (args.format === 'json') {
      runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), images: rows }, null, 2)}\n`);
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

function linesOf({ document, shown }: SourceFile, bundle: Bundle): string {
  const placeOf = createPlaces(document.text);
  const lines = document.uses.map(({ range, role, raw, reference, unresolved }) => {
    const { line, column } = placeOf(range);
    const meaning = reference ? formatReference(reference) : `${raw} (${unresolved ? render(unresolved.message, bundle) : ''})`;
    return `${shown}:${line}:${column}  ${role}  ${meaning}\n`;
  });
  return lines.join('');
}
