import { describe, expect, it } from 'vitest';
import { beginWorker, type WebWorker } from '../../client/src/web-worker';
import { workerReady } from '../../server/src/protocol';

const beginning = { bundles: 'https://gallery.example/dist/' };

/** A worker that does as it is told. */
function workerThat(answers: (worker: WebWorker) => void): WebWorker & { readonly told: unknown[] } {
  const told: unknown[] = [];
  const worker = { told, onmessage: null, onerror: null, terminate: () => undefined, postMessage: (message: unknown) => void (told.push(message), answers(worker)) } as WebWorker & { told: unknown[] };
  return worker;
}

describe('the worker of the language server', () => {
  it('is told where its bundles are, and is waited for', async () => {
    const worker = workerThat(({ onmessage }) => onmessage?.({ data: workerReady }));
    await beginWorker(worker, beginning);
    expect(worker.told).toEqual([beginning]);
    // From now on they are those of the protocol.
    expect([worker.onmessage, worker.onerror]).toEqual([null, null]);
  });

  it('that cannot be loaded is not waited for', async () => {
    await expect(beginWorker(workerThat(({ onerror }) => onerror?.({ message: 'server.js: 404' })), beginning)).rejects.toThrow('server.js: 404');
    await expect(beginWorker(workerThat(({ onerror }) => onerror?.({})), beginning)).rejects.toThrow('no reason is given');
  });

  it('that says something else is not spoken with', async () => {
    await expect(beginWorker(workerThat(({ onmessage }) => onmessage?.({ data: { jsonrpc: '2.0' } })), beginning)).rejects.toThrow('something else');
  });
});
