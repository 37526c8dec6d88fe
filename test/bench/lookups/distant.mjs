// Stands before a registry as a network does: every piece of data takes its time, in both directions. Counts the requests that pass.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers';
import { createServer as createTlsServer } from 'node:tls';

const requestLine = /(?:^|\n)(?:GET|HEAD|POST|PUT) \/\S* HTTP\/1\.1\r/g;

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

/** Each end's data reaches the other after `delay` milliseconds, and so does its end. */
function join(one, other, delay) {
  const forward = (from, to) => {
    const later = (work) => (delay > 0 ? setTimeout(work, delay) : work());
    from.on('data', (data) => later(() => to.writable && to.write(data)));
    from.on('end', () => later(() => to.end()));
    from.on('close', () => later(() => to.destroy()));
    from.on('error', () => undefined);
  };
  forward(one, other);
  forward(other, one);
}

/**
 * `roundTrip`: milliseconds that a question and its answer are on their way. With a certificate it speaks TLS, which then costs
 * round trips as well; that the connection itself is made costs none.
 */
export async function startDistant({ to, roundTrip = 0, certificate, key }) {
  const counts = { requests: 0, connections: 0 };
  const [, port] = to.split(':');
  const near = (socket) => {
    counts.connections += 1;
    socket.on('data', (data) => (counts.requests += data.toString('latin1').match(requestLine)?.length ?? 0));
    join(socket, connect({ port, host: '127.0.0.1', noDelay: true }), 0);
  };
  const inner = certificate ? createTlsServer({ cert: certificate, key }, near) : createServer({ noDelay: true }, near);
  const innerPort = await listening(inner);
  const outer = createServer({ noDelay: true }, (socket) => join(socket, connect({ port: innerPort, host: '127.0.0.1', noDelay: true }), roundTrip / 2));
  const outerPort = await listening(outer);
  return {
    port: outerPort,
    counts,
    stop() {
      for (const server of [outer, inner]) server.close();
    },
  };
}
