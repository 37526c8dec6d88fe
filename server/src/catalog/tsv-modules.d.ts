/** A table without its comments and header (scripts/lib/tables-plugin.mjs). */
declare module '*.tsv' {
  const table: string;
  export default table;
}
