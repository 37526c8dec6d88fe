import { answer } from '../fakes';
import { short, soon, type Row } from './row';

const bearer = { auth: 'bearer' } as const;
const noLogin = 'HOST wants a login, or has no such image';
const nonsense = 'HOST gave an answer that cannot be relied on';
const json = { 'content-type': 'application/json' };

/** A token server that issues its tokens at another time. */
function skewed(fault: string, hours: number): Row {
  return {
    fault, options: bearer,
    async arrange({ registry, again, test: { clock } }) {
      const issued = new Date(clock.now() + hours * 3_600_000).toISOString();
      registry.script('/token', (_, response, serve) => {
        const end = response.end.bind(response) as (text: string) => typeof response;
        response.end = ((text: string) => end(JSON.stringify({ ...JSON.parse(text), issued_at: issued }))) as typeof response.end;
        serve();
      });
      await again();
      clock.advance(100_000);
    },
    // The token of before is good still, by our own clock.
    outcome: { got: 'the image' }, requests: 1, within: soon,
  };
}

/** What stands between a registry and whoever asks it. */
export const tokens: readonly Row[] = [
  {
    fault: '401 loop', options: bearer,
    // Each challenge wants another scope, so that none of them was met before.
    arrange({ registry }) {
      let asked = 0;
      registry.script(/manifests/, (_, response) => {
        const realm = `http://${registry.host}/token`;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="fake",scope="repository:app${(asked += 1)}:pull"` }).end();
      });
    },
    outcome: { code: 'unauthorized', status: 401 }, requests: 9, within: soon, says: noLogin,
  },
  {
    fault: '401 to its own token', options: bearer,
    arrange: ({ registry }) => registry.script('/token', answer(200, json, '{"token":"never-good"}')),
    outcome: { code: 'unauthorized', status: 401 }, requests: 3, within: soon, says: noLogin,
  },
  {
    fault: '401 without a challenge',
    arrange: ({ registry }) => registry.script(/manifests/, answer(401)),
    outcome: { code: 'unauthorized', status: 401 }, requests: 1, within: soon, says: noLogin,
  },
  {
    fault: 'token 200 without token', options: bearer,
    arrange: ({ registry }) => registry.script('/token', answer(200, json, '{"expires_in":300}')),
    outcome: { code: 'bad-answer' }, requests: 2, within: soon, says: nonsense,
  },
  {
    fault: 'token HTML', options: bearer,
    arrange: ({ registry }) => registry.script('/token', answer(200, { 'content-type': 'text/html' }, '<html>Please sign in</html>')),
    outcome: { code: 'bad-answer' }, requests: 2, within: soon, says: nonsense,
  },
  {
    fault: 'token 5 MB', options: bearer,
    arrange: ({ registry }) => registry.script('/token', answer(200, json, `{"token":"${'x'.repeat(5_000_000)}"}`)),
    outcome: { code: 'bad-answer' }, requests: 2, within: soon, says: nonsense,
  },
  {
    fault: 'token with a line break', options: bearer,
    arrange: ({ registry }) => registry.script('/token', answer(200, json, String.raw`{"token":"x\r\nHost: evil.example"}`)),
    outcome: { code: 'bad-answer' }, requests: 2, within: soon, says: nonsense,
  },
  {
    fault: 'token server that hangs', options: bearer, limits: short,
    arrange: ({ registry }) => registry.script('/token', () => undefined),
    outcome: { code: 'timeout', retryIn: 5 }, requests: 2, within: soon, says: 'HOST did not answer in time',
  },
  {
    fault: 'expired token', options: bearer,
    async arrange({ registry, again }) {
      await again();
      registry.expireTokens();
    },
    // With the old one, for a new one, with the new one.
    outcome: { got: 'the image' }, requests: 3, within: soon,
  },
  {
    fault: 'token that ends before it is used', options: bearer,
    async arrange({ registry, again, test: { clock } }) {
      registry.tokenLife = 300;
      await again();
      clock.advance(280_000);
    },
    // Given up early: for a new one, with the new one.
    outcome: { got: 'the image' }, requests: 2, within: soon,
  },
  skewed('clock skew +1 h', 1),
  skewed('clock skew -1 h', -1),
];
