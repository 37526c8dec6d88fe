/** The build packs what ships (scripts/lib/packed-table.mjs); what tests write is plain. */
const mark = '^';

/** The rows of a table, packed or not. */
export function linesOf(table: string): readonly string[] {
  if (table.startsWith(mark)) return unpack(table.slice(mark.length));
  return table.split('\n').filter(line => line !== '');
}

/** Cells stand by columns. Those that a row leaves out at its end are empty here. */
function unpack(table: string): string[] {
  const columns = table.split('\t').map(unpackColumn);
  return (columns[0] ?? []).map((first, row) => {
    let filled = columns.length;
    while (filled > 1 && columns[filled - 1]?.[row] === '') filled--;
    let line = first;
    for (let index = 1; index < filled; index++) line += `\t${columns[index]?.[row] ?? ''}`;
    return line;
  });
}

/** Of a word stands how much it has in common with the word before it, and the rest. */
function unpackColumn(column: string): string[] {
  let before = '';
  const wordOf = (packed: string): string => (before = before.slice(0, digits.indexOf(packed.charAt(0))) + packed.slice(1));
  return column.split('\n').map(cell => {
    if (cell === '') return cell;
    return cell.includes(' ') ? cell.split(' ').map(wordOf).join(' ') : wordOf(cell);
  });
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
