/** Hands out tokens for a registry (distribution specification, "Token Authentication"), signed with a key that is made for it. */
import { sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basicHeader } from './fake-logins';
import { certify } from './certificates';

export const tokenIssuer = 'plimsoll-test';
export const tokenService = 'registry';

export interface TokenRequest {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

export class TokenServer {
  readonly requests: TokenRequest[] = [];
  /** Of the key that signs. */
  readonly certificate: string;
  readonly #issued = certify({ subject: [['CN', 'token server']] });
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  private constructor() {
    this.certificate = this.#issued.pem;
  }

  static async start(): Promise<TokenServer> {
    const started = new TokenServer();
    await new Promise<void>(resolve => void started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  /** host:port */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** Alice may pull whatever she asks for; others get a token that is good for nothing; a wrong password gets none. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers: { authorization } } = request;
    const form = Object.fromEntries(new URLSearchParams(await textOf(request)));
    this.requests.push({ method, authorization, form });
    const scope = form['scope'] ?? new URL(url, 'http://x').searchParams.get('scope') ?? '';
    const isAlice = authorization === basicHeader() || form['refresh_token'] === 'refresh';
    const isWrong = !isAlice && (authorization !== undefined || method === 'POST');
    response.writeHead(isWrong ? 401 : 200, { 'content-type': 'application/json' });
    response.end(isWrong ? '{}' : JSON.stringify({ access_token: this.#token(isAlice ? scope : ''), expires_in: 300 }));
  }

  #token(scope: string): string {
    const now = Math.floor(Date.now() / 1000);
    const access = scope.split(' ').filter(each => each !== '').map(each => {
      const [type, name, actions = ''] = each.split(':');
      return { type, name, actions: actions.split(',') };
    });
    const header = { typ: 'JWT', alg: 'ES256', x5c: [this.#issued.der.toString('base64')] };
    const claims = { iss: tokenIssuer, sub: 'alice', aud: tokenService, exp: now + 300, nbf: now - 10, iat: now, jti: `${now}`, access };
    const signed = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(signed), { key: this.#issued.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
