import { describe, expect, it } from 'vitest';
import { httpErrorCode, toHttpError } from '../../server/src/node/http-error';

describe('what a system error is called', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'], ['ENOTFOUND', 'unreachable'], ['ENETUNREACH', 'unreachable'], ['EAI_AGAIN', 'unreachable'],
    ['HPE_INVALID_CONSTANT', 'unreachable'], ['constructor', 'unreachable'], ['', 'unreachable'],
    ['ECONNRESET', 'reset'], ['EPIPE', 'reset'], ['ERR_STREAM_PREMATURE_CLOSE', 'reset'], ['ETIMEDOUT', 'timeout'],
    ['HPE_HEADER_OVERFLOW', 'too-large'], ['ERR_REFUSED_ADDRESS', 'refused-address'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'], ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'], ['CERT_HAS_EXPIRED', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'], ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'], ['EPROTO', 'tls'],
  ])('%s is %s', (code, expected) => {
    expect(httpErrorCode(code)).toBe(expected);
  });

  it('keeps the code and leaves out the text, which may hold a signed URL', () => {
    const error = Object.assign(new Error('request to https://cdn.example/?sig=canary failed'), { code: 'ECONNREFUSED' });
    expect(toHttpError(error)).toMatchObject({ code: 'unreachable', message: 'ECONNREFUSED' });
    expect(toHttpError(new TypeError('canary'))).toMatchObject({ code: 'unreachable', message: 'TypeError' });
    expect(toHttpError('canary').message).not.toContain('canary');
  });
});
