import { describe, expect, it } from 'vitest';
import { splitAddresses } from '../../server/src/mirrors/addresses';
import { parseDaemonConfig } from '../../server/src/mirrors/docker-daemon';

const nothing = { mirrors: [], insecure: [] };

describe('Docker\'s daemon.json', () => {
  it('names mirrors of Docker Hub, and registries without a certificate', () => {
    const file = {
      'log-driver': 'json-file', 'storage-driver': 'overlay2', 'default-address-pools': [{ base: '172.30.0.0/16', size: 24 }],
      'registry-mirrors': ['https://mirror.example', 'http://10.0.0.7:5000/'],
      'insecure-registries': ['lab.example:5000', '10.0.0.0/8', '::1/128'],
    };
    expect(parseDaemonConfig(`\uFEFF${JSON.stringify(file)}`)).toEqual({
      mirrors: [{ host: 'mirror.example', path: '', plain: false }, { host: '10.0.0.7:5000', path: '', plain: true }],
      insecure: ['lab.example:5000', '10.0.0.0/8', '::1/128'],
    });
  });

  it('takes only what the daemon takes', () => {
    const mirrors = ['https://mirror.example/path', 'https://user:secret@mirror.example', 'https://mirror.example?x', 7, null, {}, ['https://mirror.example']];
    expect(parseDaemonConfig(JSON.stringify({ 'registry-mirrors': mirrors, 'insecure-registries': 'lab.example' }))).toEqual(nothing);
  });

  it.each([
    '', '{', 'null', '[]', '7', '"registry-mirrors"', '{"registry-mirrors": {"length": 3}}', '{"registry-mirrors": true}',
    '{"__proto__": {"registry-mirrors": ["https://evil.example"]}}', '[['.repeat(50_000), `{"registry-mirrors": ${'['.repeat(100_000)}`,
  ].map(text => [text.slice(0, 40), text]))('is nothing when it is %j', (_, text = '') => {
    expect(parseDaemonConfig(text)).toEqual(nothing);
  });
});

describe('insecure-registries', () => {
  const { hosts, covers } = splitAddresses(['lab.example:5000', 'LAB.example', '10.0.0.0/8', 'fd00::/8', '10.0.0.0/33', '::/129', 'x/8', 'http://plain.example', 'lab.example/path', '']);

  it('are hosts', () => {
    expect(hosts).toEqual(['lab.example:5000', 'lab.example']);
  });

  it.each<[string, boolean]>([
    ['10.1.2.3', true], ['10.1.2.3:5000', true], ['[fd00::7]:5000', true],
    ['11.1.2.3', false], ['10.evil.example', false], ['10.1.2.3.evil.example', false], ['[fe80::7]', false], ['lab.example', false], ['', false],
  ])('and ranges: of %s, %s', (host, is) => {
    expect(covers(host)).toBe(is);
  });
});
