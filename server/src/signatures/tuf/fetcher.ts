import type { Fetcher } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error';
import { HttpError, type CancelSignal, type HttpPort, type HttpResponse, type ScratchFolder } from '../../core/ports';
import { tufLimits } from './limits';
import type { TufRepository } from './repository';

export interface FetcherParts {
  readonly repository: TufRepository;
  readonly http: HttpPort;
  readonly folder: ScratchFolder;
  readonly clock: { now(): number };
  readonly signal?: CancelSignal;
}

/**
 * How tuf-js reaches its repository: through our own transport, bounded in size and time. Its BaseFetcher would stream into
 * files of its own below the system's temporary folder, and learns the limit of a file too late to tell the transport.
 */
export class HttpFetcher implements Fetcher {
  /** What did not come because of the way here, and not of what the repository says. */
  failure: unknown;
  /** In the order in which tuf-js asked for them. */
  readonly roots: string[] = [];
  readonly #parts: FetcherParts;
  readonly #deadline: number;

  constructor(parts: FetcherParts) {
    this.#parts = parts;
    this.#deadline = parts.clock.now() + tufLimits.refreshTime;
  }

  async downloadBytes(url: string, maxLength: number): Promise<Buffer> {
    const { status, body } = await this.#get(url, Math.min(maxLength, tufLimits.fileBytes));
    // Of roots tuf-js asks until there is none: 403 and 404 are how that is said.
    if (status !== 200) throw this.#failed(new DownloadHTTPError(`HTTP ${status}`, status), /\.root\.json$/.test(url) && [403, 404].includes(status));
    const bytes = Buffer.from(body);
    if (/\/\d+\.root\.json$/.test(url)) this.roots.push(bytes.toString('utf8'));
    return bytes;
  }

  async downloadFile<T>(url: string, maxLength: number, handler: (file: string) => Promise<T>): Promise<T> {
    return handler(await this.#parts.folder.write('download', await this.downloadBytes(url, maxLength)));
  }

  async #get(url: string, maxBytes: number): Promise<HttpResponse> {
    const { origin } = new URL(this.#parts.repository.url);
    let at = new URL(url);
    for (let hop = 0; hop <= tufLimits.redirects; hop++) {
      if (at.origin !== origin) throw this.#failed(new HttpError('refused-url', 'a redirect to another host'));
      const response = await this.#exchange(at.href, maxBytes);
      const location = response.headers['location'];
      if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined || !URL.canParse(location, at.href)) return response;
      at = new URL(location, at);
    }
    throw this.#failed(new HttpError('refused-url', 'too many redirects'));
  }

  async #exchange(url: string, maxBytes: number): Promise<HttpResponse> {
    const { repository, http, clock, signal } = this.#parts;
    const left = this.#deadline - clock.now();
    if (left <= 0) throw this.#failed(new HttpError('timeout', 'out of time'));
    const timeout = Math.min(left, tufLimits.requestTime);
    try {
      return await http.exchange({ method: 'GET', url, headers: {}, timeout, maxBytes, reach: repository.reach, ...(signal ? { signal } : {}) });
    } catch (error) {
      // Too much is something that the repository does.
      throw this.#failed(error, error instanceof HttpError && error.code === 'too-large');
    }
  }

  #failed(error: unknown, byRepository = false): unknown {
    if (!byRepository) this.failure = error;
    return error;
  }
}
