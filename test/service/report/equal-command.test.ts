import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { AcceptedKey } from '../../../server/src/core/accepted-signer';
import { unnamedKey } from '../../../server/src/core/signer-material';
import { equalCommands } from '../../../server/src/service/report/equal-command';
import { commandLine, quoted } from '../../../server/src/service/report/shell';
import { byAnother, digest, identity, issuer, request, signature, signer, unpinned, unsigned, verified } from '../../support/report';

const image = `ghcr.io/acme/app@${digest}`;
const who = `--certificate-identity=${identity} --certificate-oidc-issuer=${issuer}`;
const key: AcceptedKey = { kind: 'key', name: 'acme.pub', pem: '', ignoreTlog: false, source: 'policy' };

/**
 * The words that a shell makes of a line. A shell really runs what is not quoted, as it does where the quoting is switched off to
 * see this fail: so no text here asks for more than an `echo`, and the shell finds no program and no home.
 */
function wordsOf(line: string): string[] {
  const options = { encoding: 'utf8', env: { PATH: '/nonexistent', HOME: '/nonexistent' }, cwd: tmpdir() } as const;
  return execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], options).split('\0').slice(0, -1);
}

describe('the same question for Cosign and Notation', () => {
  it('asks for the very digest, and for whoever was accepted', () => {
    expect(equalCommands(verified, request())).toEqual([`cosign verify --new-bundle-format ${who} ${image}`]);
    const legacy = { ...verified, signatures: [{ ...signature, format: 'cosign-legacy' as const }] };
    expect(equalCommands(legacy, request())).toEqual([`cosign verify ${who} ${image}`]);
  });

  it('asks as the policy does: by pattern, with the anchors that Cosign needs', () => {
    const pattern = { kind: 'keyless', issuer, identityRegexp: 'https://github\\.com/acme/.*', source: 'policy' } as const;
    expect(equalCommands(verified, request({ signers: [pattern] }))).toEqual([
      `cosign verify --new-bundle-format '--certificate-identity-regexp=^(?:https://github\\.com/acme/.*)$' --certificate-oidc-issuer=${issuer} ${image}`,
    ]);
  });

  it('asks where the signature lies, about what it signs', () => {
    const there = { ...verified, signatures: [{ ...signature, place: 'docker.io/acme/app', subject: { digest: `sha256:${'9'.repeat(64)}`, kind: 'attestation-manifest' as const } }] };
    expect(equalCommands(there, request())[0]).toMatch(new RegExp(` docker.io/acme/app@sha256:${'9'.repeat(64)}$`));
  });

  it('asks by key, without the log only where the policy does without', () => {
    const { issuer: _, ...rest } = signature;
    const report = { ...verified, signatures: [{ ...rest, format: 'cosign-legacy' as const, identity: 'acme.pub' }] };
    expect(equalCommands(report, request({ signers: [key] }))).toEqual([`cosign verify --key=acme.pub ${image}`]);
    expect(equalCommands(report, request({ signers: [{ ...key, ignoreTlog: true }] }))).toEqual([`cosign verify --key=acme.pub --insecure-ignore-tlog=true ${image}`]);
    expect(equalCommands(report, request({ signers: [] }))).toEqual([]);
  });

  it('leaves out a key that is no file of the policy: nobody has it under its name', () => {
    const { issuer: _, ...rest } = signature;
    for (const one of [{ ...key, name: 'Red Hat release key 3', source: 'red-hat' }, { ...key, name: unnamedKey }]) {
      const report = { ...verified, signatures: [{ ...rest, format: 'cosign-legacy' as const, identity: one.name }] };
      expect(equalCommands(report, request({ signers: [one] }))).toEqual([]);
      expect(equalCommands(unsigned, request({ signers: [one] }))).toEqual([]);
    }
  });

  it('asks Notation about its own', () => {
    const report = { ...verified, signatures: [{ ...signature, format: 'notation-cose' as const }] };
    expect(equalCommands(report, request())).toEqual([`notation verify ${image}`]);
  });

  it('asks for whoever signed where nobody is named', () => {
    expect(equalCommands(unpinned, request({ signers: [] }))).toEqual([`cosign verify --new-bundle-format ${who} ${image}`]);
  });

  it('asks for whoever should have signed where nothing good was found, and for nobody where nobody is known', () => {
    const notation = { kind: 'notation', name: 'ours', level: 'strict', identities: ['*'], stores: {}, source: 'policy' } as const;
    const signers = [signer, key, notation, { ...key, name: 'other.pub' }, { ...key, layout: 'docker-hardened' as const }];
    expect(equalCommands(unsigned, request({ signers }))).toEqual([`cosign verify ${who} ${image}`, `cosign verify --key=acme.pub ${image}`, `notation verify ${image}`]);
    expect(equalCommands({ ...verified, verdict: 'invalid', signatures: [byAnother] }, request())).toEqual([`cosign verify ${who} ${image}`]);
    expect(equalCommands(unsigned, request({ signers: [] }))).toEqual([]);
    const { digest: _, ...nowhere } = unsigned;
    expect(equalCommands({ ...nowhere, verdict: 'unknown' }, request())).toEqual([`cosign verify ${who} ghcr.io/acme/app:1`]);
  });

  it('brings the trust root of the machine along', () => {
    const trustRoot = { ...verified.trustRoot, source: '/etc/my root.json' };
    expect(equalCommands({ ...verified, trustRoot }, request())[0]).toContain(" '--trusted-root=/etc/my root.json' ");
  });
});

describe('a word on a command line', () => {
  it.each([
    "'$(echo ran)'", '$(echo ran)', '`echo ran`', 'a b', "it's", '"; echo ran; "', 'a\\', '!!', '~', '*', '-n', '#x', '&& echo ran', "''", 'a=b', 'ümlaut', '',
  ])('is one word for a shell, and the same: %s', word => {
    expect(wordsOf(quoted(word)!)).toEqual([word]);
  });

  it.each(['a\nid', 'a\rb', '\u001b[201~id', 'a\u0000b', 'a\u202eb', 'a\u200bb', 'a\u2028b', 'x'.repeat(1001)])('is none that cannot be pasted safely: %j', word => {
    expect(quoted(word)).toBeUndefined();
    expect(commandLine(['cosign', word])).toBeUndefined();
  });

  it('makes no line of nothing', () => {
    expect(commandLine([])).toBeUndefined();
  });

  it('takes its identity from a certificate whatever stands in it', () => {
    const identityOf = (text: string) => ({ ...unpinned, signatures: [{ ...unpinned.signatures[0]!, identity: text }] });
    const [line = ''] = equalCommands(identityOf("'$(echo ran)'; echo ran"), request({ signers: [] }));
    expect(wordsOf(line)).toContain("--certificate-identity='$(echo ran)'; echo ran");
    expect(equalCommands(identityOf('me\nid'), request({ signers: [] }))).toEqual([]);
  });
});
