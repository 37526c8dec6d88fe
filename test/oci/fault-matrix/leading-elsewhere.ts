import type { HttpPort, HttpRequest } from '../../../server/src/core/ports';
import type { FakeRegistry, Handler } from '../../support/fake-registry';
import { ociIndex } from '../../support/fake-registry-contents';
import { answer, fake } from '../fakes';
import { soon, type Row, type World } from './row';

const nonsense = 'HOST gave an answer that cannot be relied on';
const bad = { code: 'bad-answer' } as const;

function redirecting(fault: string, location: (registry: FakeRegistry) => string, rest: Pick<Row, 'outcome' | 'requests'> & Partial<Row>): Row {
  return { fault, arrange: ({ registry }) => registry.script(/manifests/, answer(307, { location: location(registry) })), within: soon, ...rest };
}

/** One page of referrers, and where the next one is. */
function page(link: (request: Parameters<Handler>[0]) => string): Handler {
  const body = JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] });
  return (request, response) => response.writeHead(200, { 'content-type': ociIndex, link: `<${link(request)}>; rel="next"` }).end(body);
}

function linking(fault: string, link: (world: World) => Handler | Promise<Handler>, requests: number): Row {
  return {
    fault, ask: 'referrers',
    arrange: async world => world.registry.script(/referrers/, await link(world)),
    outcome: bad, requests, within: soon, says: nonsense,
  };
}

/** Over https, without sockets: everything leads to plain http on loopback. */
const downgrading = (): HttpPort => ({
  async exchange({ url }: HttpRequest) {
    if (url.startsWith('http:')) throw new Error('asked over http');
    return { status: 307, headers: { location: 'http://127.0.0.1/v2/app/manifests/1' }, body: new Uint8Array() };
  },
});

let otherAsked = 0;
/** Another registry, which counts. */
async function another(): Promise<FakeRegistry> {
  const registry = await fake();
  registry.script(/./, (_, __, serve) => {
    otherAsked += 1;
    serve();
  });
  return registry;
}

/** For the test after all rows: nobody was led to where nobody consented to. */
export const strangersAsked = (): number => otherAsked;

/** Where answers lead. */
export const leadingElsewhere: readonly Row[] = [
  redirecting('redirect loop', ({ host }) => `http://${host}/v2/app/manifests/1`, { outcome: bad, requests: 6, says: nonsense }),
  {
    fault: 'redirect cross',
    async arrange({ registry }) {
      const { host } = await another();
      registry.script(/manifests/, answer(307, { location: `http://${host}/v2/app/manifests/1` }));
    },
    // The host that is named is the other one.
    outcome: { code: 'host-not-allowed' }, requests: 1, within: soon, says: /^127\.0\.0\.1:\d+ may not be contacted$/,
  },
  {
    fault: 'redirect downgrade', http: downgrading, host: () => 'registry.example',
    outcome: bad, requests: 0, within: soon, says: nonsense, recovers: false,
  },
  redirecting('redirect data', () => 'data:application/json,{"token":"forged"}', { outcome: bad, requests: 1, says: nonsense }),
  redirecting('redirect to a URL with credentials', ({ host }) => `http://user:canary@${host}/v2/app/manifests/1`, { outcome: bad, requests: 1, says: nonsense }),
  linking('Link loop', () => page(({ url = '' }) => (url.includes('last=1') ? '?last=2' : '?last=1')), 3),
  linking('Link without an end', () => {
    let last = 0;
    return page(() => `?last=${(last += 1)}`);
  }, 10),
  linking('Link cross', async () => {
    const { host } = await another();
    return page(() => `http://${host}/v2/app/referrers/x`);
  }, 1),
  linking('Link self', () => page(({ url = '' }) => url), 1),
];
