import { afterEach } from 'vitest';
import { startFakeRegistry, type FakeRegistry, type FakeRegistryOptions, type Handler } from '../support/fake-registry';

const started: FakeRegistry[] = [];
afterEach(async () => {
  for (const registry of started.splice(0)) await registry.close();
});

/** A registry that is gone after the test. */
export async function fake(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = await startFakeRegistry(options);
  started.push(registry);
  return registry;
}

/** Answers with just this. */
export function answer(status: number, headers: Record<string, string> = {}, body: string | Uint8Array = ''): Handler {
  return (_, response) => response.writeHead(status, headers).end(body);
}

/** What the registry would answer, with headers changed; undefined leaves one out. */
export function withHeaders(changes: Readonly<Record<string, string | undefined>>): Handler {
  return (_, response, serve) => {
    const writeHead = response.writeHead.bind(response) as (status: number, headers: Record<string, string>) => typeof response;
    response.writeHead = ((status: number, headers: Record<string, string>) => {
      const changed = Object.entries({ ...headers, ...changes }).filter((each): each is [string, string] => each[1] !== undefined);
      return writeHead(status, Object.fromEntries(changed));
    }) as typeof response.writeHead;
    serve();
  };
}

export const asUsual: Handler = (_, __, serve) => serve();
