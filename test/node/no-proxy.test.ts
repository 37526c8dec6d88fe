import { describe, expect, it } from 'vitest';
import { defaultNetwork, type ProxySettings } from '../../server/src/core/network-settings';
import { createNoProxy } from '../../server/src/node/no-proxy';
import { createProxyChoice, type Environment } from '../../server/src/node/proxy-choice';

describe('hosts that need no proxy', () => {
  it.each([
    ['*', 'https://registry.example/', true],
    ['', 'https://registry.example/', false],
    ['registry.example', 'https://registry.example/', true],
    ['registry.example', 'https://REGISTRY.example:5000/', true],
    ['Registry.Example.', 'https://registry.example/', true],
    ['registry.example', 'https://registry.example./', true],
    ['example', 'https://registry.example/', true],
    ['registry.example', 'https://cdn.registry.example/', true],
    ['registry.example', 'https://evil-registry.example/', false],
    ['registry.example', 'https://registry.example.evil/', false],
    ['.registry.example', 'https://cdn.registry.example/', true],
    ['.registry.example', 'https://registry.example/', true],
    ['.registry.example', 'https://xregistry.example/', false],
    ['*.registry.example', 'https://cdn.registry.example/', true],
    ['*.registry.example', 'https://xregistry.example/', false],
    ['registry.example:5000', 'https://registry.example:5000/', true],
    ['registry.example:5000', 'https://cdn.registry.example:5000/', true],
    ['registry.example:5000', 'https://registry.example/', false],
    ['registry.example:443', 'https://registry.example/', true],
    ['registry.example:80', 'http://registry.example/', true],
    ['10.1.2.3', 'https://10.1.2.3/', true],
    ['10.1.2.3', 'https://10.1.2.3:5000/', true],
    ['10.1.2.3:5000', 'https://10.1.2.3/', false],
    ['2.3', 'https://10.1.2.3/', false],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://0xa010203/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['10.0.0.0/8', 'https://10.example/', false],
    ['10.0.0.0/33', 'https://10.1.2.3/', false],
    ['10.0.0.0/8', 'https://[::ffff:10.1.2.3]/', true],
    ['0.0.0.0/0', 'https://10.1.2.3/', true],
    ['registry.example/8', 'https://registry.example/', false],
    ['fd00::/8', 'https://[fd12::1]:5000/', true],
    ['fd00::/8', 'https://[fe12::1]/', false],
    ['[fd12::1]', 'https://[fd12::1]/', true],
    ['fd12::1', 'https://[FD12:0::1]/', true],
    ['[fd12::1]:5000', 'https://[fd12::1]:5000/', true],
    ['[fd12::1]:5000', 'https://[fd12::1]/', false],
    ['a.example, registry.example b.example', 'https://registry.example/', true],
    ['a.example,,.,*.', 'https://registry.example/', false],
  ])('%s and %s: %s', (list, url, expected) => {
    expect(createNoProxy([list])(new URL(url))).toBe(expected);
    expect(createNoProxy(['x.invalid', list])(new URL(url))).toBe(expected);
  });
});

describe('which proxy', () => {
  function choose(proxy: Partial<ProxySettings>, environment: Environment, url = 'https://registry.example/'): unknown {
    const chosen = createProxyChoice({ ...defaultNetwork.proxy, ...proxy }, environment)(new URL(url));
    return typeof chosen === 'object' ? `${chosen.secure ? 'https' : 'http'} ${chosen.host} ${chosen.port} ${chosen.authorization ?? '-'}` : chosen;
  }
  const both = { HTTPS_PROXY: 'http://environment.example:3128' };
  const user = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;

  it.each([
    ['none', {}, {}, undefined],
    ['that of the editor', { url: 'http://editor.example:8080' }, both, 'http editor.example 8080 -'],
    ['none where the editor wants none', { support: 'off', url: 'http://editor.example:8080' }, both, undefined],
    ['that of the environment', {}, both, 'http environment.example 3128 -'],
    ['in lower case first', {}, { ...both, https_proxy: 'http://lower.example' }, 'http lower.example 80 -'],
    ['for everything', {}, { ALL_PROXY: 'https://all.example' }, 'https all.example 443 -'],
    ['in lower case for everything', {}, { all_proxy: 'all.example:1' }, 'http all.example 1 -'],
    ['not that of http', {}, { HTTP_PROXY: 'http://plain.example' }, undefined],
    ['with a login', {}, { HTTPS_PROXY: 'http://user:p%40ss@environment.example:3128' }, `http environment.example 3128 ${user}`],
    ['with the login of the editor', { authorization: 'Negotiate abc' }, { HTTPS_PROXY: 'http://user:p%40ss@environment.example:3128' }, 'http environment.example 3128 Negotiate abc'],
    ['without a login that breaks out of its header', { authorization: 'Basic x\r\nhost: evil' }, both, 'http environment.example 3128 -'],
    ['over IPv6', { url: 'http://[::1]:3128' }, {}, 'http ::1 3128 -'],
    ['one that cannot be used', {}, { ALL_PROXY: 'socks5://all.example' }, 'unusable'],
    ['none where the environment says so', { url: 'http://editor.example:8080' }, { NO_PROXY: 'registry.example' }, undefined],
    ['none where the editor says so', { noProxy: ['registry.example'] }, both, undefined],
  ] as const)('%s', (_, proxy, environment, expected) => {
    expect(choose(proxy, environment)).toBe(expected);
  });

  it.each(['https://localhost:5000/', 'http://127.0.0.1:5000/', 'http://[::1]/', 'https://x.localhost/'])('none to %s, which is this machine', url => {
    expect(choose({ url: 'http://editor.example:8080' }, {}, url)).toBeUndefined();
  });

  it('that of http for an insecure registry', () => {
    expect(choose({}, { HTTP_PROXY: 'http://plain.example', ...both }, 'http://registry.example:5000/')).toBe('http plain.example 80 -');
  });
});
