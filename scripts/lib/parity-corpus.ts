/** What corpus-parity.mjs needs of the tests, in one bundle. */
export { findingsOfCli, findingsOfServer } from '../../test/support/both-edges';
export { LspClient } from '../../test/support/lsp-client';
