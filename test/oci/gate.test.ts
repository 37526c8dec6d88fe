import { describe, expect, it } from 'vitest';
import type { Consent } from '../../server/src/core/consent';
import { mayContact, refusalFor } from '../../server/src/oci';
import { isLoopback, originOf } from '../../server/src/oci/host';

const background: Consent = { offline: false, trusted: true, purpose: 'background', allowedHosts: ['reg.example', 'reg.example:8443', 'localhost:5000'] };
const action: Consent = { ...background, purpose: 'action' };

describe('who may be contacted', () => {
  it.each([
    ['docker.io', true], ['index.docker.io', true], ['GHCR.io', true], ['europe-docker.pkg.dev', true],
    ['reg.example', true], ['REG.example', true], ['reg.example:8443', true], ['localhost:5000', true],
    ['reg.example:443', false], ['reg.example:9000', false], ['sub.reg.example', false], ['xreg.example', false], ['reg.example.evil', false],
    ['localhost', false], ['localhost:5001', false], ['127.0.0.1:5000', false], ['[::1]:5000', false], ['169.254.169.254', false],
    ['intranet:8080', false], ['evil.example', false], ['ghcr.i', false], ['registry.co', false], ['10.0.0.1', false], ['2130706433', false],
  ])('%s when a file is opened: %s', (host, expected) => {
    expect(mayContact(host, background)).toBe(expected);
    expect(refusalFor(host, background)).toBe(expected ? undefined : 'host-not-allowed');
  });

  it.each([
    ['evil.example', true], ['localhost', true], ['localhost:5001', true], ['127.0.0.1:5000', true], ['[::1]:5000', true], ['intranet:8080', true],
    ['intranet', false], ['Registry', false], ['', false], ['reg.', false], ['.reg', false], ['reg.example:', false], ['reg.example:99999', false],
    ['reg example', false], ['user@reg.example', false], ['reg.example/path', false], ['reg.example?x', false], ['reg_x.example', false],
    [`${'a.'.repeat(200)}example`, false], ['999.1.1.1', false],
  ])('%s when it is named in an action: %s', (host, expected) => {
    expect(mayContact(host, action)).toBe(expected);
  });

  it('nobody when offline, and nobody in an untrusted workspace', () => {
    for (const host of ['docker.io', 'reg.example']) {
      expect(refusalFor(host, { ...action, offline: true })).toBe('offline');
      expect(refusalFor(host, { ...background, offline: true })).toBe('offline');
      expect(refusalFor(host, { ...background, trusted: false })).toBe('untrusted-workspace');
      expect(refusalFor(host, { ...action, trusted: false })).toBe('untrusted-workspace');
    }
  });
});

describe('the scheme', () => {
  it.each(['localhost', 'LOCALHOST:5000', '127.0.0.1', '127.9.9.9:80', '[::1]:5000'])('is http for %s', host => {
    expect(isLoopback(host)).toBe(true);
    expect(originOf(host)).toBe(`http://${host}`);
  });
  it.each(['ghcr.io', 'localhost.evil.example', '127.0.0.1.evil.example', '127.1', '128.0.0.1', '[::2]', 'xlocalhost', '10.0.0.1:5000'])('is https for %s', host => {
    expect(isLoopback(host)).toBe(false);
    expect(originOf(host)).toBe(`https://${host}`);
  });
});
