/** A bundle of its own, loaded at the first verification. */
export { createSignatureVerifier, parseTrustedRoot } from './signatures';
export { notationSignersFor, readNotationTrust } from './signatures/notation';
