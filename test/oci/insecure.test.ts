import { describe, expect, it } from 'vitest';
import { defaultNetwork } from '../../server/src/core/network-settings';
import { createHttp } from '../../server/src/node/http';
import { createDials } from '../support/dials';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import { answer, fake } from './fakes';

const port = (host: string): number => Number(host.split(':')[1]);
const challenge = 'Bearer realm="http://registry.example/token",service="x",scope="repository:app:pull"';

describe('an insecure registry that speaks http', () => {
  async function world(insecureRegistries: readonly string[], location = 'http://registry.example/v2/app/manifests/real') {
    const registry = await fake();
    const { digest } = registry.putImage('app', 'x', 'real');
    registry.script('/v2/app/manifests/1', answer(401, { 'www-authenticate': challenge }), answer(307, { location }));
    const dials = createDials(() => ['203.0.113.7'], () => port(registry.host));
    const settings = { ...defaultNetwork, insecureRegistries };
    const { client } = createTestClient({ http: createHttp({ ...dials, settings: () => settings, certificates: [] }) });
    return { registry, digest, resolving: client.resolve(reference('registry.example/app:1'), { consent: action }) };
  }

  it('gives out its tokens over http, and redirects within itself', async () => {
    const { registry, digest, resolving } = await world(['registry.example']);
    expect(await resolving).toMatchObject({ digest });
    expect(registry.requests.map(({ method, headers }) => `${method} ${headers.authorization ?? '-'}`)).toEqual(['HEAD -', 'GET -', 'HEAD Bearer token-1', 'HEAD Bearer token-1']);
  });

  it('does not lead to http elsewhere, and with no other registry', async () => {
    const { resolving } = await world(['registry.example'], 'http://other.example/v2/app/manifests/real');
    expect(await failure(resolving)).toMatchObject({ code: 'bad-answer' });
    const other = await world(['other.example']);
    expect(await failure(other.resolving)).toMatchObject({ code: 'tls', problem: 'no-tls' });
    expect(other.registry.requests).toHaveLength(0);
  });
});
