/** The editor's side: what the server asks it to fetch, held to the same rules once more. */
import { mostFetched, type FetchAnswer, type FetchRequest } from '../core/editor-fetch';
import { defaultNetwork } from '../core/network-settings';
import { HttpError, type CancelSignal } from '../core/ports';
import { overEditor } from './editor-send';
import { createHttp } from './http';
import { checkedUrl } from './http-checks';
import type { RouteOptions } from './http-route';

export interface EditorRequestsOptions extends Omit<RouteOptions, 'settings' | 'environment'> {
  readonly version: string;
  /** Asked before each: the workspace is trusted, and the person lets the editor do this. */
  readonly mayFetch: () => boolean;
}

const noProxy = { ...defaultNetwork.proxy, support: 'off' } as const;

export function createEditorRequests({ version, mayFetch, ...options }: EditorRequestsOptions): (request: unknown, signal: CancelSignal) => Promise<FetchAnswer> {
  let insecureRegistries: readonly string[] = [];
  let settings = { proxy: noProxy, insecureRegistries };
  const http = createHttp({ ...options, version, settings: () => settings, send: overEditor(options.resolve) });

  /** What counts is what the last request for a host said. */
  function note({ url, insecure }: FetchRequest): void {
    const { host } = checkedUrl({ url, reach: 'consented' });
    if (insecureRegistries.includes(host) === insecure) return;
    insecureRegistries = insecure ? [...insecureRegistries, host] : insecureRegistries.filter(each => each !== host);
    settings = { proxy: noProxy, insecureRegistries };
  }

  return async (given, signal) => {
    try {
      if (!mayFetch()) throw new HttpError('refused-url', 'the editor may not fetch anything');
      const request = readRequest(given);
      note(request);
      const { status, headers, body } = await http.exchange({ ...request, signal });
      return { ok: true, status, headers, body: Buffer.from(body).toString('base64') };
    } catch (error) {
      if (!(error instanceof HttpError)) return { ok: false, code: 'unreachable', text: 'unknown error' };
      return { ok: false, code: error.code, text: error.message, ...(error.problem ? { problem: error.problem } : {}) };
    }
  };
}

const methods = ['GET', 'HEAD', 'POST'] as const;
const token = /^[a-z0-9-]{1,100}$/;

/** Throws HttpError unless it is a request of ours, within bounds. */
function readRequest(given: unknown): FetchRequest {
  const all: Readonly<Record<string, unknown>> = typeof given === 'object' && given !== null ? { ...given } : {};
  const { url, headers, body, timeout, maxBytes, reach, insecure } = all;
  const method = methods.find(each => each === all['method']);
  const pairs = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const fits = method !== undefined && typeof url === 'string' && (body === undefined || typeof body === 'string')
    && pairs.every((pair): pair is [string, string] => token.test(pair[0]) && typeof pair[1] === 'string')
    && isWithin(timeout, mostFetched.milliseconds) && isWithin(maxBytes, mostFetched.bytes);
  if (!fits) throw new HttpError('refused-url', 'no request that the editor makes');
  return {
    method, url, headers: Object.fromEntries(pairs), timeout, maxBytes,
    // Anything else than consent is none.
    reach: reach === 'consented' ? 'consented' : 'public', insecure: insecure === true, ...(body === undefined ? {} : { body }),
  };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value > 0 && value <= most;
}
