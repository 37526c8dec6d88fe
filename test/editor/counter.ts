import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Counter {
  /** `127.0.0.1:PORT`, as references name it. */
  readonly host: string;
  close(): Promise<void>;
}

/** A registry that has nothing and counts who asks: `GET /asked` answers with the number of other requests so far. */
export async function startCounter(): Promise<Counter> {
  let asked = 0;
  const server: Server = createServer((request, response) => {
    if (request.url === '/asked') return response.end(String(asked));
    asked++;
    response.statusCode = 404;
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
