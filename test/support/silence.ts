import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Silence {
  /** host:port on loopback. */
  readonly host: string;
  /** Connections that are open now. */
  readonly open: ReadonlySet<Socket>;
  /** All that there ever were. */
  connections(): number;
  stop(): void;
}

/** Accepts every connection, and never answers. */
export async function silence(): Promise<Silence> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer(socket => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket)).resume();
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    open,
    connections: () => connections,
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
