import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const index = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] });

/** A registry on loopback that serves one unsigned index under every name, and counts what it is asked. */
export class LoopbackRegistry {
  readonly digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;
  readonly asked: string[] = [];
  /** Answers wait until `release` while true. */
  frozen = false;
  /** Milliseconds until an answer. */
  delay: () => number = () => 0;
  /** Asked and not answered yet. */
  pending = 0;
  readonly #server: Server;
  #held: ServerResponse[] = [];
  #onAsked: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      for (const wake of this.#onAsked.splice(0)) wake();
      this.pending += 1;
      response.once('close', () => (this.pending -= 1));
      const delay = this.delay();
      if (this.frozen) this.#held.push(response);
      else if (delay > 0) setTimeout(() => this.#answer(response), delay);
      else this.#answer(response);
    });
  }

  static async start(): Promise<LoopbackRegistry> {
    const registry = new LoopbackRegistry();
    await new Promise<void>(resolve => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  release(): void {
    this.frozen = false;
    for (const response of this.#held.splice(0)) this.#answer(response);
  }

  async untilAsked(): Promise<void> {
    if (this.asked.length === 0) await new Promise<void>(resolve => this.#onAsked.push(resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(response: ServerResponse): void {
    // What the fallback scheme of referrers and Cosign's own call the signatures of a digest.
    if (/\/manifests\/sha256-/.test(response.req.url ?? '')) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/vnd.oci.image.index.v1+json',
      'docker-content-digest': this.digest,
      'content-length': Buffer.byteLength(index),
    });
    response.end(response.req.method === 'HEAD' ? undefined : index);
  }
}
