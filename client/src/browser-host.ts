import { Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser';
import type { Host } from './host';

/** In a browser the server is a worker: a new one for each start. */
export const browserHost: Host = {
  isConfined: true,
  name: 'a browser',
  createClient({ extensionUri, subscriptions }, options) {
    let worker: Worker | undefined;
    const start = (): Promise<MessageTransports> => {
      worker?.terminate();
      const bundles = Uri.joinPath(extensionUri, 'dist');
      worker = new Worker(Uri.joinPath(bundles, 'worker.js').toString(true));
      worker.postMessage({ base: bundles.toString(true) });
      return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
    };
    subscriptions.push({ dispose: () => worker?.terminate() });
    return new LanguageClient('plimsoll', 'Plimsoll', start, options);
  },
  serve: () => [],
};

/** As far as it is used here; the compiler knows no browser. */
declare class Worker {
  constructor(url: string);
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: never) => void): void;
  terminate(): void;
}
