import { HttpError, type HttpErrorCode, type HttpProblem } from '../core/ports';

export const refusedAddress = 'ERR_REFUSED_ADDRESS';

type Known = HttpErrorCode | readonly [HttpErrorCode, HttpProblem];

const codes: Readonly<Record<string, Known>> = {
  [refusedAddress]: 'refused-address',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  HPE_HEADER_OVERFLOW: 'too-large',
  ERR_PROXY_LOGIN: ['proxy', 'proxy-login'],
  ERR_PROXY_REFUSED: ['proxy', 'proxy-refused'],
  ERR_PROXY_UNREACHABLE: ['proxy', 'proxy-unreachable'],
  ERR_PROXY_GARBAGE: ['proxy', 'proxy-garbage'],
  ERR_PROXY_UNUSABLE: ['proxy', 'proxy-unusable'],
  // The proxy is well, and could not get through to the registry.
  ERR_PROXY_GATEWAY: 'unreachable',
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'self-signed'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'unknown-authority'],
  UNABLE_TO_GET_ISSUER_CERT: ['tls', 'unknown-authority'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls', 'unknown-authority'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls', 'unknown-authority'],
  CERT_UNTRUSTED: ['tls', 'unknown-authority'],
  CERT_HAS_EXPIRED: ['tls', 'expired'],
  CERT_NOT_YET_VALID: ['tls', 'not-yet-valid'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'wrong-host'],
  HOSTNAME_MISMATCH: ['tls', 'wrong-host'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', 'no-tls'],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls', 'no-tls'],
  EPROTO: ['tls', 'no-tls'],
  INVALID_CA: 'tls',
  INVALID_PURPOSE: 'tls',
  PATH_LENGTH_EXCEEDED: 'tls',
};

export type ProxyErrorCode = 'ERR_PROXY_LOGIN' | 'ERR_PROXY_REFUSED' | 'ERR_PROXY_UNREACHABLE' | 'ERR_PROXY_GARBAGE' | 'ERR_PROXY_UNUSABLE' | 'ERR_PROXY_GATEWAY';

/** As Node's own errors have it; the text says no more than the code. */
export function errorWith(code: ProxyErrorCode | typeof refusedAddress | 'ETIMEDOUT' | 'ECONNRESET' | 'ECANCELED'): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** What OpenSSL says about certificates, and Node about the rest of TLS. */
const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_(CERT|CRL)_)/;

function known(code: string): Known {
  if (Object.hasOwn(codes, code)) return codes[code] as Known;
  return tls.test(code) ? 'tls' : 'unreachable';
}

/** The transport's word for a system error's code; what is not known is `unreachable`. */
export function httpErrorCode(code: string): HttpErrorCode {
  const found = known(code);
  return typeof found === 'string' ? found : found[0];
}

/** The text is the bare code: what Node and node-fetch write holds the URL, and with it whatever secret is in there. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = codeOf(error);
  const found = known(code);
  return typeof found === 'string' ? new HttpError(found, code) : new HttpError(found[0], code, { problem: found[1] });
}

export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown error';
}
