import { HttpError, type HttpPort, type HttpRequest, type HttpResponse } from '../../server/src/core/ports';
import { createHttp } from '../../server/src/node/http';

export interface Asked {
  readonly method: string;
  /** As the client named it, query and all. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly reach: HttpRequest['reach'];
  /** Of a POST. */
  readonly body: string;
}

export interface Internet {
  readonly http: HttpPort;
  readonly asked: readonly Asked[];
  /** `METHOD https://host/path?query`, unescaped, of each request. */
  readonly log: readonly string[];
  /** Who was shown what in an Authorization header: `host token`. */
  readonly shown: readonly string[];
}

/**
 * Registries on loopback under the names of real ones, https on the outside. `servers`: name to `127.0.0.1:port`; `inside`: those
 * of them whose addresses are private. Nobody else can be reached, and no name is looked up.
 */
export function createInternet(servers: Readonly<Record<string, string>>, inside: readonly string[] = []): Internet {
  const asked: Asked[] = [];
  const loopback = createHttp();
  const elsewhere = createHttp({
    resolve: (name, _, answer) => (inside.includes(name) ? answer(null, [{ address: '10.0.0.7', family: 4 }]) : answer(Object.assign(new Error(), { code: 'ENOTFOUND' }), [])),
  });
  const names = Object.entries(servers);

  /** What a server says of itself, under the name that the world knows it by. */
  function outside(text: string): string {
    return names.reduce((said, [name, server]) => said.replaceAll(`http://${server}`, `https://${name}`), text);
  }

  async function exchange(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const { method, headers, reach, body = '' } = request;
    asked.push({ method, url: request.url, headers, reach, body });
    const server = url.protocol === 'https:' ? servers[url.host] : undefined;
    if (server === undefined || (reach === 'public' && inside.includes(url.hostname))) {
      if (reach === 'consented' && /[\d\]]$/.test(url.hostname)) throw new HttpError('unreachable', 'EHOSTUNREACH');
      return elsewhere.exchange(request);
    }
    const response = await loopback.exchange({ ...request, url: `http://${server}${url.pathname}${url.search}`, reach: 'consented' });
    const renamed = Object.entries(response.headers).map(([name, text]) => [name, outside(text)] as const);
    return { ...response, headers: Object.fromEntries(renamed) };
  }

  return {
    http: { exchange },
    asked,
    get log() {
      return asked.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
    },
    get shown() {
      return asked.flatMap(({ url, headers: { authorization } }) => (authorization === undefined ? [] : [`${new URL(url).host} ${authorization}`]));
    },
  };
}
