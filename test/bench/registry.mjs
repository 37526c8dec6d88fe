// A registry on loopback that knows every image, in a process of its own; tells its parent the port, and at the end what it was asked.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const mediaType = 'application/vnd.oci.image.index.v1+json';
const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] });
const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
let manifests = 0;
let sockets = 0;

const server = createServer(({ method, url }, response) => {
  if (url.includes('/manifests/')) manifests += 1;
  response.writeHead(200, { 'content-type': mediaType, 'docker-content-digest': digest, 'content-length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? undefined : body);
});
server.on('connection', () => (sockets += 1));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ manifests, sockets }));
process.on('disconnect', () => process.exit());
