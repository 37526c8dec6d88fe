import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtBundle } from '../support/built';
import { sha256 } from '../support/memory-registry';
import { createKey, makeKeyBundle, makeKeyMessageBundle } from '../support/sign-key';
import { makeBundle, statement, testIdentity, testIssuer } from '../support/sign-image';
import { createAuthority } from '../support/sigstore';

/** The command of the public suite, by its protocol: two ways to name the signer, two to name what is signed. */
let client: string;
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-conformance-'));
const path = (name: string): string => join(folder, name);
const artifact = Buffer.from('an artifact');
const keys = [createKey(), createKey()] as const;

beforeAll(async () => {
  client = builtBundle('conformance');
  const authority = await createAuthority();
  const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  const about = statement(sha256(artifact), 'https://slsa.dev/provenance/v1');
  const digest = { algorithm: 'SHA2_256', digest: Buffer.from(sha256(artifact).slice(7), 'hex').toString('base64') };
  const files: Record<string, string | Buffer> = {
    artifact,
    other: 'another artifact',
    root: JSON.stringify(authority.trustedRoot),
    brokenRoot: JSON.stringify({ ...authority.trustedRoot, tlogs: [{}] }),
    'person.json': JSON.stringify(await makeBundle(authority, signer, about)),
    'key.json': JSON.stringify(await makeKeyBundle(authority, keys[0], about)),
    'bytes.json': JSON.stringify(await makeKeyMessageBundle(authority, keys[0], artifact, { hash: 'sha256', digest })),
    'broken.json': '{"mediaType":',
    'key.pub': keys[0].pem,
    'other.pub': keys[1].pem,
  };
  for (const [name, contents] of Object.entries(files)) writeFileSync(path(name), contents);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exitOf(...args: string[]): number {
  try {
    execFileSync(process.execPath, [client, ...args], { stdio: 'pipe' });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

const person = (identity = testIdentity, issuer = testIssuer): string[] => ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer];
const key = (name = 'key.pub'): string[] => ['--key', path(name)];
const verify = (bundle: string, signer: string[], what = path('artifact'), root = 'root'): number =>
  exitOf('verify-bundle', '--bundle', path(bundle), ...signer, '--trusted-root', path(root), what);

describe('the conformance client', () => {
  it('accepts what is signed by who is named, in a file or by its digest', () => {
    expect(verify('person.json', person())).toBe(0);
    expect(verify('person.json', person(), sha256(artifact))).toBe(0);
    expect(verify('key.json', key())).toBe(0);
    expect(verify('bytes.json', key())).toBe(0);
    expect(verify('bytes.json', key(), sha256(artifact))).toBe(0);
  });

  it.each([
    ['another identity', () => verify('person.json', person('https://evil.example'))],
    ['another issuer', () => verify('person.json', person(testIdentity, 'https://evil.example'))],
    ['another key', () => verify('key.json', key('other.pub'))],
    ['a key where somebody signed', () => verify('person.json', key())],
    ['another file', () => verify('person.json', person(), path('other'))],
    ['another digest', () => verify('person.json', person(), `sha256:${'0'.repeat(64)}`)],
    ['a signature of bytes with another digest', () => verify('bytes.json', key(), sha256('other'))],
    ['a signature of bytes by another key, by digest', () => verify('bytes.json', key('other.pub'), sha256(artifact))],
    ['other bytes', () => verify('bytes.json', key(), path('other'))],
    ['a bundle that is none', () => verify('broken.json', person())],
    ['a bundle that is not there', () => verify('nowhere.json', person())],
    ['a root that is none', () => verify('person.json', person(), path('artifact'), 'brokenRoot')],
    ['the public-good root', () => exitOf('verify-bundle', '--bundle', path('person.json'), ...person(), path('artifact'))],
    ['nobody named', () => exitOf('verify-bundle', '--bundle', path('person.json'), path('artifact'))],
    ['an option that is not known', () => exitOf('verify-bundle', '--staging', '--bundle', path('person.json'), ...person(), path('artifact'))],
    ['another command', () => exitOf('sign-bundle', '--bundle', path('person.json'), path('artifact'))],
  ])('exits 1 for %s', (_, run) => {
    expect(run()).toBe(1);
  });

  it('brings nothing into what ships, nor into the list of what that contains', () => {
    const notices = readFileSync(join(dirname(client), '../ThirdPartyNotices.txt'), 'utf8');
    expect(notices).toContain('@sigstore/verify ');
    expect(notices).not.toContain('@noble/');
  });
});
