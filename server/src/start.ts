/** What starts as the language server, in Node or in a worker of a browser: each loads its own root and not the other's. */
const isNode = typeof process !== 'undefined' && typeof process.versions?.node === 'string';

(isNode ? import('./main') : import('./browser')).catch((error: unknown) => {
  // Whoever started this hears of it only so, in both.
  setTimeout(() => {
    throw error;
  });
});
