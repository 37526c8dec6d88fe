import type { HttpError, HttpErrorCode } from '../core/ports';
import type { Answer } from './call';
import { RegistryError, type LoginUse, type RegistryErrorCode } from './error';
import { isObject, own, ownText, parseObject } from './json';
import type { Outage } from './outages';
import type { Pause } from './pauses';

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

/** `host` was seen not to answer, and is not asked again. */
export function fromOutage({ code, text, status, until }: Outage, host: string): RegistryError {
  return new RegistryError(code, host, text, { retryAt: until, ...(status === undefined ? {} : { status }) });
}

export function cancelledError(host: string): RegistryError {
  return new RegistryError('cancelled', host, `${host}: cancelled`);
}

export function badAnswer(host: string, what: string, status?: number): RegistryError {
  return new RegistryError('bad-answer', host, `${host}: ${what}`, status === undefined ? {} : { status });
}

export function rateLimited(host: string, { until, why }: Pause): RegistryError {
  const what = why === 'asked' ? 'rate limited (429)' : 'little is left of the allowance: nothing is asked in the background';
  const text = `${host}: ${what} until ${new Date(until).toISOString()}`;
  return new RegistryError('rate-limited', host, text, { retryAt: until, ...(why === 'asked' ? { status: 429 } : {}) });
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
  const { status, url, body, retryAt } = answer;
  if (status === 401 || status === 403) return unauthorized(answer, `answered ${status}`);
  const text = `${url.host}: answered ${status}${listed(errorCodes(body))}`;
  const code = status >= 500 || status === 408 ? 'unreachable' : 'bad-answer';
  return new RegistryError(code, url.host, text, { status, ...(retryAt === undefined ? {} : { retryAt }) });
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
