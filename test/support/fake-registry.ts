/**
 * A registry in this process that serves what was put into it as a real one does, and misbehaves where it is told to.
 * Everything it was asked is in `requests`.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeContents, type StoredManifest } from './fake-registry-contents';
import type { Push } from './memory-registry';

export interface FakeRegistryOptions {
  /** `bearer`: everything below /v2/ wants a token, which anybody gets. */
  readonly auth?: 'none' | 'bearer';
  /** Where tokens are had: on this server, or on another port. */
  readonly tokenServer?: 'same' | 'other';
  /** The path where tokens are had, and what the registry calls itself there. */
  readonly tokenPath?: string;
  readonly service?: string;
  /** False: 404 in plain text, as docker-registry 2.8 answers. */
  readonly referrersApi?: boolean;
  /** Where it listens; `::1` is called `localhost`. */
  readonly address?: '127.0.0.1' | '::1';
  /** Referrers on one page; all of them if absent. */
  readonly referrersPage?: number;
  /** Tags on one page, whatever is asked for; else as many as are asked for. */
  readonly tagsPage?: number;
}

export interface RecordedRequest {
  /** host:port of the server that was asked. */
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Answers one request; `serve` is what the registry would have done. */
export type Handler = (request: IncomingMessage, response: ServerResponse, serve: () => void) => void;

interface Script {
  readonly matches: (request: IncomingMessage) => boolean;
  readonly handlers: Handler[];
}

export function digestOf(bytes: Uint8Array | string, algorithm: 'sha256' | 'sha512' = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

export async function startFakeRegistry(options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = new FakeRegistry(options);
  await registry.listen();
  return registry;
}

export class FakeRegistry extends FakeContents {
  readonly requests: RecordedRequest[] = [];
  /** Seconds; what token answers say. */
  tokenLife: number | undefined = 300;
  readonly #options: FakeRegistryOptions;
  readonly #servers: Server[] = [];
  readonly #hosts: string[] = [];
  readonly #scripts: Script[] = [];
  readonly #tokens = new Map<string, string>();
  #issued = 0;

  constructor(options: FakeRegistryOptions) {
    super();
    this.#options = options;
  }

  async listen(): Promise<void> {
    const count = this.#options.tokenServer === 'other' ? 2 : 1;
    for (let index = 0; index < count; index += 1) {
      const server = createServer((request, response) => this.#handle(request, response));
      const { address = '127.0.0.1' } = this.#options;
      await new Promise<void>(resolve => void server.listen(0, address, resolve));
      this.#servers.push(server);
      this.#hosts.push(`${address === '::1' ? 'localhost' : address}:${(server.address() as AddressInfo).port}`);
    }
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  }

  /** host:port, as references name it. */
  get host(): string {
    return this.#hosts[0] ?? '';
  }

  get #tokenPath(): string {
    return this.#options.tokenPath ?? '/token';
  }

  get tokenHost(): string {
    return this.#hosts.at(-1) ?? '';
  }

  /** `METHOD /path` of every request to the registry and its token server. */
  get log(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path}`);
  }

  /**
   * The first handler answers the first request that matches, and so on; the last one stays. `what` is `METHOD /path`
   * (or the path alone) without its query, or an expression that is tried on that.
   */
  script(what: string | RegExp, ...handlers: Handler[]): void {
    const matches = ({ method = '', url = '' }: IncomingMessage): boolean => {
      const path = url.split('?', 1)[0] as string;
      const asked = `${method} ${path}`;
      return typeof what === 'string' ? what === asked || what === path : what.test(asked);
    };
    this.#scripts.unshift({ matches, handlers });
  }

  /** Where what is signed is put. */
  push(repository: string): Push {
    return {
      blob: async bytes => void this.putBlob(repository, bytes),
      manifest: async (bytes, mediaType, tag) => void this.putManifest(repository, { manifest: bytes, mediaType, ...(tag === undefined ? {} : { tag }) }),
    };
  }

  /** No token that was issued so far is good any more. */
  expireTokens(): void {
    this.#tokens.clear();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    this.requests.push({ host: headers.host ?? '', method, path: url, headers });
    response.on('error', () => undefined);
    const serve = (): void => this.#serve(request, response);
    const script = this.#scripts.find(({ matches }) => matches(request));
    const handler = script && (script.handlers.length > 1 ? script.handlers.shift() : script.handlers[0]);
    if (handler) handler(request, response, serve);
    else serve();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', `http://${this.host}`);
    if (url.pathname === this.#tokenPath) return this.#serveToken(url, response);
    response.setHeader('docker-distribution-api-version', 'registry/2.0');
    const [, repository = '', kind = '', name = ''] = /^\/v2\/(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(url.pathname) ?? [];
    if (!this.#isAuthorized(request, repository)) return this.#challenge(response, repository);
    if (url.pathname === '/v2/') return void response.end('{}');
    if (kind === 'manifests') return this.#serveManifest(request, response, this.findManifest(repository, name));
    if (kind === 'blobs') return serveBlob(response, this.findBlob(repository, name));
    if (kind === 'tags') return this.#serveTags(url, response, repository);
    if (kind === 'referrers' && this.#options.referrersApi !== false) return this.#serveReferrers(url, response, { repository, digest: name });
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
  }

  #serveManifest({ headers }: IncomingMessage, response: ServerResponse, manifest: StoredManifest | undefined): void {
    if (!manifest) return sendError(response, 404, 'MANIFEST_UNKNOWN');
    const accepted = (headers.accept ?? '').split(',').map(type => type.trim());
    // What docker-registry answers to a client that cannot take an index.
    if (!accepted.includes(manifest.mediaType)) return sendError(response, 404, 'MANIFEST_UNKNOWN');
    response.writeHead(200, {
      'content-type': manifest.mediaType,
      'content-length': manifest.bytes.length,
      'docker-content-digest': manifest.digest,
    });
    response.end(manifest.bytes);
  }

  #serveReferrers(url: URL, response: ServerResponse, subject: { repository: string; digest: string }): void {
    const all = this.findReferrers(subject.repository, subject.digest);
    const start = Number(url.searchParams.get('last') ?? 0);
    const end = start + (this.#options.referrersPage ?? all.length);
    if (end < all.length) response.setHeader('link', `<${url.pathname}?last=${end}>; rel="next"`);
    response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' });
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    response.end(JSON.stringify({ schemaVersion: 2, mediaType, manifests: all.slice(start, end) }));
  }

  /** In the order of their letters, as the specification wants it. */
  #serveTags({ pathname, searchParams }: URL, response: ServerResponse, repository: string): void {
    const all = [...this.findTags(repository)].sort();
    if (all.length === 0) return sendError(response, 404, 'NAME_UNKNOWN');
    const last = searchParams.get('last') ?? '';
    const left = all.filter(tag => tag > last);
    const page = left.slice(0, this.#options.tagsPage ?? Number(searchParams.get('n') ?? all.length));
    if (page.length < left.length) response.setHeader('link', `<${pathname}?last=${page.at(-1)}&n=${page.length}>; rel="next"`);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ name: repository, tags: page }));
  }

  #isAuthorized({ headers }: IncomingMessage, repository: string): boolean {
    if (this.#options.auth !== 'bearer') return true;
    const scope = this.#tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''));
    return scope !== undefined && (repository === '' || scope.split(' ').includes(`repository:${repository}:pull`));
  }

  #challenge(response: ServerResponse, repository: string): void {
    const scope = repository === '' ? '' : `,scope="repository:${repository}:pull"`;
    response.setHeader('www-authenticate', `Bearer realm="http://${this.tokenHost}${this.#tokenPath}",service="${this.#options.service ?? 'fake'}"${scope}`);
    sendError(response, 401, 'UNAUTHORIZED');
  }

  #serveToken(url: URL, response: ServerResponse): void {
    const token = `token-${(this.#issued += 1)}`;
    this.#tokens.set(token, url.searchParams.get('scope') ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token, expires_in: this.tokenLife }));
  }
}

/** An answer with the error body of the distribution specification. */
export function sendError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase(), detail: null }] }));
}

function serveBlob(response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (!bytes) return sendError(response, 404, 'BLOB_UNKNOWN');
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes);
}
