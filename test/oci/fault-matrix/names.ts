import type { LookupAddress } from 'node:dns';
import type { HttpPort } from '../../../server/src/core/ports';
import { createHttp } from '../../../server/src/node/http';
import { soon, type Row } from './row';

/** DNS that answers in turn as it is told; the last answer stays. */
function dns(...answers: readonly (string | LookupAddress)[]): () => HttpPort {
  return () => {
    let asked = 0;
    return createHttp({
      resolve(_, __, callback) {
        const answer = answers[Math.min(asked, answers.length - 1)] as string | LookupAddress;
        asked += 1;
        if (typeof answer === 'string') callback(Object.assign(new Error(answer), { code: answer }), []);
        else callback(null, [answer]);
      },
    });
  };
}

const here = { address: '127.0.0.1', family: 4 } as const;
/** Addresses need no DNS. */
const named = ({ host }: { host: string }): string => `localhost:${host.split(':')[1]}`;
const unreachable = { code: 'unreachable', retryIn: 5 } as const;

/** What names lead to. */
export const names: readonly Row[] = [
  {
    fault: 'DNS flap', http: dns('ENOTFOUND', here), host: named,
    outcome: unreachable, requests: 0, within: soon, says: 'could not reach HOST',
  },
  {
    fault: 'DNS flap, asked again too early', http: dns('EAI_AGAIN', here), host: named,
    arrange: async ({ again }) => void (await again()),
    outcome: unreachable, requests: 0, within: soon, says: 'could not reach HOST',
  },
  {
    fault: 'DNS flap, when it is over', http: dns('ENOTFOUND', 'ENOTFOUND', here), host: named,
    async arrange({ again, test: { clock } }) {
      await again();
      clock.advance(5000);
      await again();
      clock.advance(10_000);
    },
    outcome: { got: 'the image' }, requests: 1, within: soon,
  },
  {
    fault: 'IPv6-only', options: { address: '::1' }, http: dns({ address: '::1', family: 6 }),
    outcome: { got: 'the image' }, requests: 1, within: soon,
  },
  {
    fault: 'IPv6-only, where nobody listens', http: dns({ address: '::1', family: 6 }), host: named,
    outcome: unreachable, requests: 0, within: soon, says: 'could not reach HOST', recovers: false,
  },
  {
    fault: 'a name that leads to where nobody may go', http: dns({ address: '169.254.169.254', family: 4 }), host: named,
    outcome: { code: 'host-not-allowed' }, requests: 0, within: soon, says: 'HOST may not be contacted', recovers: false,
  },
];
