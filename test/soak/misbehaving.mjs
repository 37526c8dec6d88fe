import { once } from 'node:events';
import { createServer } from 'node:http';
import { clearInterval, setImmediate, setInterval } from 'node:timers';

const index = 'application/vnd.oci.image.index.v1+json';

/** What a registry may do wrong for ever, each one on a host of its own: one that is out of order hides nothing of the others. */
const faults = {
  hangs: () => undefined,
  limits: (_, response, count) => response.writeHead(429, count % 2 === 0 ? { 'retry-after': '1' } : {}).end(),
  isDown: (_, response) => response.writeHead(503).end('x'.repeat(100_000)),
  dies: (request) => request.socket.destroy(),
  breaksOff(request, response) {
    response.writeHead(200, { 'content-type': index, 'content-length': 1000 }).write('{');
    setImmediate(() => request.socket.destroy());
  },
  trickles(request, response) {
    response.writeHead(200, { 'content-type': index });
    const timer = setInterval(() => response.write(' '), 200);
    request.socket.on('close', () => clearInterval(timer));
  },
  neverEnds(request, response) {
    response.writeHead(200, { 'content-type': index });
    const timer = setInterval(() => response.write(Buffer.alloc(100_000, ' ')), 5);
    request.socket.on('close', () => clearInterval(timer));
  },
  hasLongHeaders: (_, response) => response.writeHead(200, { 'x-long': 'y'.repeat(40_000) }).end(),
  asksForTokens(request, response, count) {
    if (request.url.startsWith('/token')) return response.writeHead(200).end(JSON.stringify({ token: `t${count}`, expires_in: 1 }));
    const realm = `http://${request.headers.host}/token`;
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="s${count}",scope="repository:app${count}:pull"` }).end();
  },
  redirects: (request, response, count) => response.writeHead(307, { location: `http://${request.headers.host}/v2/acme/app/manifests/t${count}` }).end(),
  lies: (_, response, count) => response.writeHead(200, { 'content-type': index, 'docker-content-digest': `sha256:${String(count).padStart(64, '0')}` }).end('{}'),
  talksNonsense: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
};

/** A server for each of them. */
export async function startMisbehaving() {
  let count = 0;
  const servers = Object.values(faults).map((fault) => createServer((request, response) => {
    count += 1;
    response.on('error', () => undefined);
    fault(request, response, count);
  }));
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return {
    hosts: servers.map((server) => `127.0.0.1:${server.address().port}`),
    count: () => count,
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}
