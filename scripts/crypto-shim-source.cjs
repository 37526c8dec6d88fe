'use strict';
/**
 * `node:crypto` for the Sigstore packages inside Electron. They call `crypto.verify` without a digest and rely on OpenSSL's
 * default; Electron's BoringSSL has none, throws, and they take that for a bad signature. Here the default is spelt out.
 * Bundled in place of `crypto` for those packages alone (crypto-shim.mjs): the module of the shared process stays as it is.
 */
const crypto = require('node:crypto');

/** OpenSSL's default digest by type of key; Ed25519 and the like take none. */
const defaultDigests = { ec: 'sha256', rsa: 'sha256' };

function typeOf(key) {
  const known = [key, key?.key].find((one) => one instanceof crypto.KeyObject);
  return (known ?? crypto.createPublicKey(key)).asymmetricKeyType;
}

function verify(algorithm, data, key, ...rest) {
  return crypto.verify(algorithm ?? defaultDigests[typeOf(key)] ?? null, data, key, ...rest);
}

// Getters, because some members of the real module warn or load more when they are read.
for (const name of Object.getOwnPropertyNames(crypto)) {
  Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => crypto[name] });
}
Object.defineProperty(exports, 'verify', { enumerable: true, value: verify });
