/** Bundled by itself: what helps somebody who writes, which loads when the first one asks for it. */
export * from './lsp/assist';
