/**
 * `verify-bundle`, the client of the public Sigstore conformance suite: the same function as `plimsoll verify` calls, for a
 * bundle and a file. Made by the build and not shipped. Exit 0: verified; 1: everything else, whatever the reason.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AcceptedSigner } from './core/accepted-signer';
import { isDigest } from './core/digest';
import { render } from './core/message';
import { verifyPrehashed } from './prehashed';
import { bundledTrustRoot, parseTrustedRoot, type TrustRoot } from './signatures';
import type { Candidate } from './signatures/discovery/candidate';
import type { Outcome } from './signatures/outcome';
import { readBundleBlob, verifyBundle } from './signatures/sigstore/verify';

const options = {
  bundle: { type: 'string' },
  'certificate-identity': { type: 'string' },
  'certificate-oidc-issuer': { type: 'string' },
  key: { type: 'string' },
  'trusted-root': { type: 'string' },
} as const;

type Values = Partial<Record<keyof typeof options, string>>;

const usage = 'usage: verify-bundle --bundle F (--certificate-identity I --certificate-oidc-issuer U | --key F) [--trusted-root F] FILE|sha256:HEX';

function run(args: readonly string[]): Outcome['report'] {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [command, artifact] = positionals;
  if (command !== 'verify-bundle' || artifact === undefined || values.bundle === undefined || positionals.length !== 2) {
    throw new Error(usage);
  }
  const bundle = readFileSync(values.bundle);
  const { digest, bytes } = readArtifact(artifact);
  const place = { registry: 'conformance.invalid', repository: 'artifact' };
  const context = { image: { ...place, digest }, signers: [readSigner(values)], root: readRoot(values), now: Date.now(), prehashed: verifyPrehashed };
  const candidate: Candidate = {
    format: 'sigstore-bundle',
    purpose: 'signature',
    attachment: { kind: 'referrer', subject: digest },
    layer: { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', digest: sha256(bundle), size: bundle.length, annotations: {} },
    place,
    subject: { digest, mediaType: 'application/octet-stream', size: bytes?.length ?? 0, kind: 'manifest' },
  };
  const read = readBundleBlob(candidate, bundle);
  if ('kind' in read) return read.report;
  return verifyBundle(candidate, { ...read, manifest: bytes }, context).report;
}

/** A digest is one only where there is no file of that name. */
function readArtifact(artifact: string): { digest: string; bytes: Buffer | undefined } {
  if (artifact.startsWith('sha256:') && isDigest(artifact) && !existsSync(artifact)) return { digest: artifact, bytes: undefined };
  const bytes = readFileSync(artifact);
  return { digest: sha256(bytes), bytes };
}

function readSigner(values: Values): AcceptedSigner {
  const { key, 'certificate-identity': identity, 'certificate-oidc-issuer': issuer } = values;
  if (key !== undefined) return { kind: 'key', name: key, pem: readFileSync(key, 'utf8'), ignoreTlog: false, source: 'policy' };
  if (identity === undefined || issuer === undefined) throw new Error('who should have signed is not said');
  return { kind: 'keyless', issuer, identity, source: 'policy' };
}

function readRoot({ 'trusted-root': path }: Values): TrustRoot {
  if (path === undefined) return bundledTrustRoot();
  const result = parseTrustedRoot(readFileSync(path, 'utf8'), path);
  if (!result.ok) throw new Error(render(result.reason));
  return result.root;
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function main(args: readonly string[]): void {
  try {
    const { verdict, checks } = run(args);
    const failed = checks.filter(({ outcome }) => outcome === 'failed').map(({ name, reason }) => `${name}: ${reason === undefined ? '' : render(reason)}`);
    process.stderr.write(`${[verdict, ...failed].join('\n')}\n`);
    process.exitCode = verdict === 'verified' ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'cannot be read'}\n`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
