import { HttpError, type HttpErrorCode } from '../core/ports';

export const refusedAddress = 'ERR_REFUSED_ADDRESS';

const codes: Readonly<Record<string, HttpErrorCode>> = {
  [refusedAddress]: 'refused-address',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  HPE_HEADER_OVERFLOW: 'too-large',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  INVALID_CA: 'tls',
  INVALID_PURPOSE: 'tls',
  PATH_LENGTH_EXCEEDED: 'tls',
};

/** What OpenSSL says about certificates, and Node about the rest of TLS. */
const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_(CERT|CRL)_)/;

/** The transport's word for a system error's code; what is not known is `unreachable`. */
export function httpErrorCode(code: string): HttpErrorCode {
  if (Object.hasOwn(codes, code)) return codes[code] as HttpErrorCode;
  return tls.test(code) ? 'tls' : 'unreachable';
}

/** The text is the bare code: what Node and node-fetch write holds the URL, and with it whatever secret is in there. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = codeOf(error);
  return new HttpError(httpErrorCode(code), code);
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown error';
}
