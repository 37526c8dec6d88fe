import type { Handler } from '../../support/fake-registry';
import { asUsual } from '../fakes';
import { short, soon, type Row } from './row';

const path = /manifests/;
const unreachable = 'could not reach HOST';
const late = 'HOST did not answer in time';
const drop: Handler = request => void request.socket.destroy();

/** Writes bytes past Node's own idea of an answer. */
function raw(...parts: readonly string[]): Handler {
  return ({ socket }) => {
    for (const part of parts) socket.write(part);
  };
}

const head = (length: number, extra = '') => `HTTP/1.1 200 OK\r\nContent-Type: application/vnd.oci.image.manifest.v1+json\r\nContent-Length: ${length}\r\n${extra}\r\n`;

/** What happens between two ends of a wire. */
export const connections: readonly Row[] = [
  {
    fault: 'refuse',
    arrange: ({ registry }) => registry.close(),
    outcome: { code: 'unreachable', retryIn: 5 }, requests: 0, within: soon, says: unreachable, recovers: false,
  },
  {
    fault: 'accept-and-hang', limits: short,
    arrange: ({ registry }) => registry.script(path, () => undefined),
    outcome: { code: 'timeout', retryIn: 5 }, requests: 1, within: soon, says: late,
  },
  {
    fault: 'hang after headers', ask: 'verified', limits: short,
    arrange: ({ registry }) => registry.script(path, raw(head(10))),
    outcome: { code: 'timeout', retryIn: 5 }, requests: 1, within: soon, says: late,
  },
  {
    fault: 'hang mid-body', ask: 'verified', limits: short,
    arrange: ({ registry }) => registry.script(path, raw(head(10), '{')),
    outcome: { code: 'timeout', retryIn: 5 }, requests: 1, within: soon, says: late,
  },
  {
    fault: 'reset mid-body', ask: 'verified',
    arrange: ({ registry }) => registry.script(path, request => {
      request.socket.write(`${head(1000)}{`);
      setImmediate(() => request.socket.resetAndDestroy());
    }),
    outcome: { code: 'unreachable' }, requests: 3, within: 2000, says: unreachable,
  },
  {
    fault: 'reset mid-body once', ask: 'verified',
    arrange: ({ registry }) => registry.script(path, request => {
      request.socket.write(`${head(1000)}{`);
      setImmediate(() => request.socket.resetAndDestroy());
    }, asUsual),
    outcome: { got: 'the image' }, requests: 2, within: 2000,
  },
  {
    fault: 'reset on reused socket',
    async arrange({ registry, again }) {
      await again();
      registry.script(path, drop, asUsual);
    },
    // At once, and on a fresh socket: nobody has seen the first request.
    outcome: { got: 'the image' }, requests: 2, within: 150,
  },
  {
    fault: 'reset on every socket',
    arrange: ({ registry }) => registry.script(path, drop),
    outcome: { code: 'unreachable' }, requests: 3, within: 2000, says: unreachable,
  },
  {
    fault: 'truncated length', ask: 'verified',
    arrange: ({ registry }) => registry.script(path, request => void request.socket.end(`${head(1000)}{}`)),
    outcome: { code: 'unreachable' }, requests: 3, within: 2000, says: unreachable,
  },
  {
    fault: 'wrong length', ask: 'verified',
    arrange: ({ registry, image }) => registry.script(path, request => {
      const bytes = registry.findManifest('app', image.digest)?.bytes ?? new Uint8Array();
      // Shorter than the body: the rest is no answer to anything, and the socket is not used again.
      request.socket.end(head(bytes.length - 5) + Buffer.from(bytes).toString());
    }),
    outcome: { code: 'bad-answer' }, requests: 1, within: soon, says: 'HOST gave an answer that cannot be relied on',
  },
  {
    fault: 'chunked byte-by-byte', ask: 'verified',
    arrange: ({ registry, image }) => registry.script(path, (_, response) => {
      response.writeHead(200, { 'content-type': image.mediaType });
      for (const byte of registry.findManifest('app', image.digest)?.bytes ?? []) response.write(Buffer.of(byte));
      response.end();
    }),
    outcome: { got: 'the image' }, requests: 1, within: soon,
  },
  {
    fault: 'slow 1 B/s', ask: 'verified', limits: short,
    arrange: ({ registry }) => registry.script(path, (request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      // Ten times a second, so that each byte alone would come in time.
      const timer = setInterval(() => response.write(' '), 100);
      request.socket.on('close', () => clearInterval(timer));
    }),
    outcome: { code: 'timeout', retryIn: 5 }, requests: 1, within: soon, says: late,
  },
  {
    fault: '40 KB header',
    arrange: ({ registry }) => registry.script(path, (_, response) => response.writeHead(200, { x: 'y'.repeat(40_000) }).end()),
    outcome: { code: 'bad-answer' }, requests: 1, within: soon, says: 'HOST gave an answer that cannot be relied on',
  },
  {
    fault: 'no HTTP',
    arrange: ({ registry }) => registry.script(path, request => void request.socket.end('SSH-2.0-OpenSSH_9\r\n')),
    outcome: { code: 'unreachable', retryIn: 5 }, requests: 1, within: soon, says: unreachable,
  },
];
