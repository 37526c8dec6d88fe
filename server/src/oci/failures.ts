import type { HttpError, HttpErrorCode } from '../core/ports';
import type { Answer } from './call';
import { RegistryError, type LoginUse, type RegistryErrorCode } from './error';
import { isObject, own, ownText, parseObject } from './json';

const transportCodes: Readonly<Record<HttpErrorCode, RegistryErrorCode>> = {
  unreachable: 'unreachable',
  reset: 'unreachable',
  timeout: 'timeout',
  tls: 'tls',
  proxy: 'proxy',
  'refused-address': 'host-not-allowed',
  'refused-url': 'bad-answer',
  'too-large': 'bad-answer',
  cancelled: 'cancelled',
};

export function fromHttpError(error: HttpError, host: string): RegistryError {
  return new RegistryError(transportCodes[error.code], host, `${host}: ${error.message}`, { cause: error, problem: error.problem });
}

export function cancelledError(host: string): RegistryError {
  return new RegistryError('cancelled', host, `${host}: cancelled`);
}

export function badAnswer(host: string, what: string, status?: number): RegistryError {
  return new RegistryError('bad-answer', host, `${host}: ${what}`, status === undefined ? {} : { status });
}

export function rateLimited(host: string, retryAt: number): RegistryError {
  const text = `${host}: rate limited (429) until ${new Date(retryAt).toISOString()}`;
  return new RegistryError('rate-limited', host, text, { status: 429, retryAt });
}

export function unauthorized({ url, status, body, login }: Answer, why: string): RegistryError {
  return new RegistryError('unauthorized', url.host, `${url.host}: ${why}${listed(errorCodes(body))}${loginSentence(login)}`, { status, login });
}

export function loginRefused(host: string, status?: number): RegistryError {
  const text = `${host}: did not accept the login that there is for it`;
  return new RegistryError('unauthorized', host, text, { login: 'refused', ...(status === undefined ? {} : { status }) });
}

function loginSentence(login: LoginUse | undefined): string {
  if (login === undefined) return '; no login was used';
  if (typeof login === 'string') return '; a login was used';
  return `; the login was not used, because its token service is at ${login.keptFrom}, which plimsoll.tokenRealms does not name`;
}

/** What an answer that nothing can be made of means. */
export function fromStatus(answer: Answer): RegistryError {
  const { status, url, body } = answer;
  if (status === 401 || status === 403) return unauthorized(answer, `answered ${status}`);
  const text = `${url.host}: answered ${status}${listed(errorCodes(body))}`;
  return new RegistryError(status >= 500 || status === 408 ? 'unreachable' : 'bad-answer', url.host, text, { status });
}

/** The codes of a registry's error body (distribution specification, "Error Codes"); none when it is no such body. */
export function errorCodes(body: Uint8Array): readonly string[] {
  const errors = own(parseObject(body) ?? {}, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 10).flatMap(error => {
    const code = isObject(error) ? ownText(error, 'code') : undefined;
    return code !== undefined && /^[A-Z_]{1,64}$/.test(code) ? [code] : [];
  });
}

function listed(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}
