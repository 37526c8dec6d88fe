import type { Plugin } from 'esbuild';

export function compactTable(text: string): string;
export const tablesPlugin: Plugin;
export const vitestTables: { readonly name: string; load(id: string): Promise<string | undefined> };
