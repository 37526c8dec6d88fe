export function packTable(table: string): string;
