import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const index = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] });
const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;

/** What goes wrong, by the number of the request; everything else is answered after a while. */
const faults = [
  [97, (_, response) => response.writeHead(503).end()],
  [89, (request) => request.socket.destroy()],
  [83, (_, response) => response.writeHead(200, { 'docker-content-digest': 'sha256:lie' }).end()],
  [79, (_, response) => response.writeHead(404).end()],
];

function serve(request, response) {
  if (/\/manifests\/sha256-/.test(request.url)) return response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': 'application/vnd.oci.image.index.v1+json', 'docker-content-digest': digest, 'content-length': Buffer.byteLength(index),
  });
  response.end(request.method === 'HEAD' ? undefined : index);
}

/** A registry on loopback that has every tag, is slow now and then, and fails now and then. */
export async function startRegistry() {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const [, fault] = faults.find(([every]) => count % every === 0) ?? [];
    setTimeout(() => (fault ?? serve)(request, response), count % 50 === 0 ? 1000 : count % 20);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${server.address().port}`,
    count: () => count,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
