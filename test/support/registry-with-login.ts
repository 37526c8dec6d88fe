import { startFakeRegistry, type FakeRegistry } from './fake-registry';

export interface RegistryWithLogin {
  readonly registry: FakeRegistry;
  /** What Docker's config.json says of the login. */
  readonly config: string;
  /** What its token service, on another port, was shown. */
  readonly shown: readonly (string | undefined)[];
}

/** A registry that serves `app:1` to one login alone, whose tokens another host gives out. */
export async function startRegistryWithLogin(): Promise<RegistryWithLogin> {
  const registry = await startFakeRegistry({ tokenServer: 'other' });
  registry.putImage('app', 'x', '1');
  const auth = Buffer.from('me:secret').toString('base64');
  const shown: (string | undefined)[] = [];
  registry.script('GET /token', ({ headers }, response) => {
    shown.push(headers.authorization);
    const token = headers.authorization === `Basic ${auth}` ? 'good' : 'anonymous';
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token }));
  });
  registry.script(/\/manifests\//, ({ headers }, response, serve) => {
    if (headers.authorization === 'Bearer good') return serve();
    response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.tokenHost}/token",service="fake",scope="repository:app:pull"` }).end();
  });
  return { registry, config: JSON.stringify({ auths: { [registry.host]: { auth } } }), shown };
}
