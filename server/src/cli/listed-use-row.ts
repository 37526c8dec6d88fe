import type { ImageRole } from '../core/image-use';
import type { Message } from '../core/message';
import type { ImageReference } from '../core/reference';
import type { ListedUse } from './listed-use';

/** A use as JSON keeps it: without names, since there are thousands. */
export type ListedUseRow = readonly [
  line: number, column: number, endLine: number, endColumn: number,
  raw: string, role: string, format: string,
  reference: ImageReference | null, unresolved: Message | null,
];

export function toRow({ line, column, endLine, endColumn, raw, role, format, reference, unresolved }: ListedUse): ListedUseRow {
  return [line, column, endLine, endColumn, raw, role, format, reference, unresolved];
}

/** Undefined for what is no such row: a file on the disk may hold anything. */
export function fromRow(row: unknown): ListedUse | undefined {
  return isRow(row)
    ? {
        line: row[0],
        column: row[1],
        endLine: row[2],
        endColumn: row[3],
        raw: row[4],
        role: row[5] as ImageRole,
        format: row[6],
        reference: row[7],
        unresolved: row[8],
      }
    : undefined;
}

/** One by one: what goes over the row takes several times as long, and there are thousands. */
function isRow(row: unknown): row is ListedUseRow {
  return (
    Array.isArray(row) &&
    isPlace(row[0]) && isPlace(row[1]) && isPlace(row[2]) && isPlace(row[3]) &&
    isText(row[4]) && isText(row[5]) && isText(row[6]) &&
    (row[7] === null ? isMessage(row[8]) : isReference(row[7]) && row[8] === null)
  );
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isReference(value: unknown): value is ImageReference {
  if (!isRecord(value)) return false;
  return isText(value['registry']) && isText(value['repository']) && isText(value['tag'] ?? '') && isText(value['digest'] ?? '');
}

function isMessage(value: unknown): value is Message {
  if (!isRecord(value) || !isText(value['template']) || !Array.isArray(value['args'])) return false;
  return value['args'].every((arg: unknown) => isText(arg) || typeof arg === 'number' || isMessage(arg));
}
