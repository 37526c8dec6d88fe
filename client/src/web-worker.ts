import { workerReady, type WorkerBeginning } from '../../server/src/protocol';

/** A worker of the browser: as much as is needed here. */
export interface WebWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** Rejects where it cannot be loaded, which would else be waited for without end. */
export function beginWorker(worker: WebWorker, beginning: WorkerBeginning): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.onmessage = worker.onerror = null;
      if (data === workerReady) resolve();
      else reject(new Error('the worker says something else than that it is ready'));
    };
    worker.onerror = ({ message = 'no reason is given' }) => reject(new Error(`the worker of the language server: ${message}`));
    // The editor starts it by way of a script of its own, so that it cannot see where it comes from.
    worker.postMessage(beginning);
  });
}
