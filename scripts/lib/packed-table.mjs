// Tables of facts as they ship: much of a table is what stands above it, and a package that many download has no room for that.

/** A table begins with this when it is packed: no row does. server/src/catalog/packed.ts unpacks it. */
const mark = '^';

/** A length is one digit. */
const longest = 35;

/**
 * The rows of a table by columns, and of each word only how many characters it has in common with the word before it in its column, and
 * what follows. Tabs separate columns, line ends cells, spaces words.
 */
export function packTable(table) {
  if (table === '') return table;
  const rows = table.split('\n').map((line) => line.split('\t'));
  const columns = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, index) => rows.map((row) => row[index] ?? ''));
  return mark + columns.map(packColumn).join('\t');
}

function packColumn(cells) {
  let before = '';
  const pack = (word) => {
    const length = commonLength(before, word);
    before = word;
    return length.toString(longest + 1) + word.slice(length);
  };
  return cells.map((cell) => (cell === '' ? '' : cell.split(' ').map(pack).join(' '))).join('\n');
}

function commonLength(a, b) {
  let length = 0;
  while (length < longest && length < a.length && a[length] === b[length]) length++;
  return length;
}
