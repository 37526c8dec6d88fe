import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface RunningRegistry {
  /** `127.0.0.1:PORT`, as references name it. */
  readonly host: string;
  stop(): Promise<void>;
}

const configuration = (storage: string): string => `version: 0.1
log: { accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${JSON.stringify(storage)} } }
http: { addr: '127.0.0.1:0' }
`;

/** Debian's docker-registry (CNCF distribution) with a store of its own below `folder`. */
export async function startRegistry(folder: string): Promise<RunningRegistry> {
  const storage = join(folder, 'registry');
  mkdirSync(storage, { recursive: true });
  const file = join(folder, 'registry.yaml');
  writeFileSync(file, configuration(storage));
  const program = spawn('docker-registry', ['serve', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killNow = (): boolean => program.kill('SIGKILL');
  process.once('exit', killNow);
  const host = await listening(program);
  return {
    host,
    stop: async () => {
      process.removeListener('exit', killNow);
      const ended = new Promise((resolve) => program.once('exit', resolve));
      program.kill('SIGTERM');
      await ended;
    },
  };
}

function listening(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    program.stdout?.on('data', read);
    program.stderr?.on('data', read);
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`docker-registry ended with ${code}\n${output}`)));
  });
}

/** A registry that has nothing and counts who asks: `GET /asked` answers with the number of other requests so far. */
export async function startCounter(): Promise<RunningRegistry> {
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
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
