import { describe, expect, it } from 'vitest';
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import { RegistryError } from '../../server/src/oci/error';
import { noNetwork } from '../../server/src/service/no-network';

const parsed = parseReference('registry.example/acme/app:1');
const reference = (parsed as { reference: ImageReference }).reference;
const options = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } } as const;

describe('where there is no network', () => {
  const { client, accounts, details, indexes, checkLogin, http, logins, hosts } = noNetwork();
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    resolve: () => client.resolve(reference, options),
    resolveVerified: () => client.resolveVerified(reference, options),
    manifest: () => client.manifest(reference, options),
    tags: () => client.tags(reference, options),
    referrers: () => client.referrers(reference, `sha256:${'0'.repeat(64)}`, options),
    badge: () => accounts.badge('acme', options),
    details: () => details.details(reference, 'linux/amd64', options),
    children: () => indexes.children(reference, options),
  };

  it.each(Object.keys(asked))('%s says that we are offline, whoever consents', async name => {
    const error: unknown = await asked[name]?.().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RegistryError);
    expect((error as RegistryError).code).toBe('offline');
  });

  it('has no login, no trouble with anybody, and cannot check a login', async () => {
    expect(await logins.registries()).toEqual([]);
    expect(hosts.trouble('registry.example')).toBeUndefined();
    expect(await checkLogin('registry.example', options)).toMatchObject({ ok: false, refused: false });
    await expect(http.exchange({ method: 'GET', url: 'https://registry.example/', headers: {}, timeout: 1, maxBytes: 1, reach: 'public' })).rejects.toThrow('no network');
  });
});
