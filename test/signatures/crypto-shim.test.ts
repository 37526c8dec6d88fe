import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageInMemory, signImage } from '../support/sign-image';
import { testSigner } from '../support/verification';

const root = join(import.meta.dirname, '../..');
const shimSource = 'scripts/crypto-shim-source.cjs';
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-shim-'));
let input: string;
let plugin: Plugin;

/** What BoringSSL does, for a Node that has OpenSSL: a child process alone is changed. */
const likeBoringSsl = `
  const crypto = require('node:crypto');
  const verify = crypto.verify;
  crypto.verify = (algorithm, data, key, ...rest) => {
    const { asymmetricKeyType } = key instanceof crypto.KeyObject ? key : crypto.createPublicKey(key);
    if (algorithm == null && asymmetricKeyType !== 'ed25519') throw new Error('NO_DEFAULT_DIGEST');
    return verify(algorithm, data, key, ...rest);
  };`;

beforeAll(async () => {
  ({ cryptoShim: plugin } = await importShim());
  writeFileSync(join(scratch, 'like-boringssl.cjs'), likeBoringSsl);
  const { registry, image } = await imageInMemory();
  const { trustedRoot } = await signImage({ image, push: registry.push });
  const vector = { name: 'signed', reference: image.name, contents: registry.toContents(), signers: [testSigner], trustedRoot };
  input = JSON.stringify([vector]);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function importShim(): Promise<{ cryptoShim: Plugin }> {
  const module = (await import(pathToFileURL(join(root, 'scripts/crypto-shim.mjs')).href)) as { cryptoShim(): Plugin };
  return { cryptoShim: module.cryptoShim() };
}

async function bundle(name: string, plugins: Plugin[]): Promise<{ file: string; metafile: Metafile }> {
  const file = join(scratch, name);
  const { metafile } = await build({
    entryPoints: [join(root, 'test/boringssl/check.ts')],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    metafile: true,
    logLevel: 'error',
    outfile: file,
    plugins,
  });
  return { file, metafile };
}

function verdicts(file: string, ...flags: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [...flags, file], (error, out) => (error ? reject(new Error(error.message)) : resolve(JSON.parse(out))));
    child.stdin?.end(input);
  });
}

describe('the bundled verifier', () => {
  const boring = (): string[] => ['--require', join(scratch, 'like-boringssl.cjs')];

  it('verifies with the plugin, on OpenSSL and where there is no default digest', async () => {
    const { file } = await bundle('with.cjs', [plugin]);
    expect(await verdicts(file)).toEqual({ signed: 'verified' });
    expect(await verdicts(file, ...boring())).toEqual({ signed: 'verified' });
  });

  it('needs the plugin', async () => {
    const { file } = await bundle('without.cjs', []);
    expect(await verdicts(file)).toEqual({ signed: 'verified' });
    expect(await verdicts(file, ...boring())).toEqual({ signed: 'invalid' });
  });

  it('gives the shim to the Sigstore packages and to nobody else', async () => {
    const { metafile } = await bundle('who.cjs', [plugin]);
    const importers = Object.entries(metafile.inputs).filter(([, { imports }]) => imports.some(({ path }) => path === shimSource));
    expect(importers.map(([path]) => path)).toEqual(['node_modules/@sigstore/core/dist/crypto.js']);
    const real = Object.entries(metafile.inputs).filter(([, { imports }]) => imports.some(({ path }) => /^(node:)?crypto$/.test(path)));
    expect(real.map(([path]) => path)).toContain(shimSource);
    expect(real.map(([path]) => path)).toContain('test/support/memory-registry.ts');
  });
});

describe('the shim', () => {
  const shim = createRequire(import.meta.url)(join(root, shimSource)) as typeof crypto;
  const data = Buffer.from('data');

  it('takes SHA-256 for elliptic curves and RSA, and nothing for Ed25519', () => {
    const keys = [
      crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ];
    for (const { privateKey, publicKey } of keys) {
      const signature = crypto.sign('sha256', data, privateKey);
      expect(shim.verify(null, data, publicKey, signature)).toBe(true);
      expect(shim.verify(undefined, data, publicKey.export({ type: 'spki', format: 'pem' }), signature)).toBe(true);
      expect(shim.verify(undefined, data, { key: publicKey }, signature)).toBe(true);
      const der = { key: publicKey.export({ type: 'spki', format: 'der' }), format: 'der', type: 'spki' } as const;
      expect(shim.verify(undefined, data, der, signature)).toBe(true);
      expect(shim.verify('sha512', data, publicKey, signature)).toBe(false);
      expect(shim.verify(null, Buffer.from('other'), publicKey, signature)).toBe(false);
    }
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
    expect(shim.verify(null, data, publicKey, crypto.sign(null, data, privateKey))).toBe(true);
  });

  it('is node:crypto in everything else, and leaves that alone', () => {
    expect(Object.keys(shim).sort()).toEqual(Object.getOwnPropertyNames(crypto).sort());
    expect(shim.createHash).toBe(crypto.createHash);
    expect(shim.verify).not.toBe(crypto.verify);
  });
});
