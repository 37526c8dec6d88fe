import { Uri } from 'vscode';
import { BaseLanguageClient, BrowserMessageReader, BrowserMessageWriter, type LanguageClientOptions, type MessageTransports } from 'vscode-languageclient/browser';
import { languageClientNames } from './language-client-names';
import { Restarts, startAnew } from './restarts';
import { beginWorker, type WebWorker } from './web-worker';

/** Of the browser, in which no other part of this code runs. */
declare const Worker: new (url: string) => WebWorker;

/** Has its server in a worker of its own, and its troubles in the log. */
export class BrowserClient extends BaseLanguageClient {
  readonly restarts = new Restarts();
  /** Folder of the bundles. */
  readonly #bundles: Uri;
  #running: WebWorker | undefined;

  constructor(extension: Uri, options: LanguageClientOptions) {
    super(...languageClientNames, options);
    this.#bundles = Uri.joinPath(extension, 'dist');
  }

  override error(text: string, data?: unknown): void {
    super.error(text, data, false);
  }

  restart(): Promise<void> {
    return startAnew(this);
  }

  /** A worker does not end by itself: the one of before is ended here. */
  protected override async createMessageTransports(): Promise<MessageTransports> {
    this.#running?.terminate();
    const worker = new Worker(Uri.joinPath(this.#bundles, 'worker.js').toString(true));
    this.#running = worker;
    await beginWorker(worker, { bundles: `${this.#bundles.toString(true)}/` });
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  }
}
