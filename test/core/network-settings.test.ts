import { describe, expect, it } from 'vitest';
import { defaultNetwork, networkSettings, proxySettings } from '../../server/src/core/network-settings';

describe('what the editor says of its proxy', () => {
  it('is taken as VS Code writes it', () => {
    const section = { proxy: ' http://proxy.example:3128 ', proxySupport: 'override', proxyAuthorization: 'Basic abc', noProxy: ['a.example'], proxyStrictSSL: false };
    expect(proxySettings(section)).toEqual({ support: 'on', url: 'http://proxy.example:3128', authorization: 'Basic abc', noProxy: ['a.example'] });
    expect(proxySettings({ proxySupport: 'off' }).support).toBe('off');
  });

  it.each([undefined, null, 'text', 7, [], {}, { proxy: 7, proxySupport: null, proxyAuthorization: null, noProxy: 'a' }, { noProxy: [1, null] }])('is nothing: %j', section => {
    expect(proxySettings(section)).toEqual(defaultNetwork.proxy);
  });
});

describe('settings of the network', () => {
  it('come from the machine first, key by key', () => {
    const below = { ...defaultNetwork, insecureRegistries: ['a.example'], transport: 'editor' as const };
    expect(networkSettings({ insecureRegistries: ['b.example'] }, below)).toEqual({ ...below, insecureRegistries: ['b.example'], fixed: ['insecureRegistries'] });
  });
});
