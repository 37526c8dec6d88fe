import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { errorMessage, notFoundMessage, RegistryError } from '../../server/src/oci';
import { pickDescriptor } from '../../server/src/oci/descriptor';
import { errorCodes } from '../../server/src/oci/failures';
import { cleanText, redactUrl } from '../../server/src/oci/redact';
import { nextLink } from '../../server/src/oci/url';

const digest = `sha256:${'a'.repeat(64)}`;

describe('a descriptor', () => {
  it('is picked field by field', () => {
    const picked = pickDescriptor({ mediaType: 'a/b', digest, size: 3, artifactType: 'c/d', urls: ['https://evil.example'], data: 'x', annotations: { one: '1', two: 2 } });
    expect(picked).toEqual({ mediaType: 'a/b', digest, size: 3, artifactType: 'c/d', annotations: Object.assign(Object.create(null), { one: '1' }) });
  });

  it('takes nothing from prototypes', () => {
    const picked = pickDescriptor(JSON.parse(`{"mediaType":"a/b","digest":"${digest}","size":3,"annotations":{"__proto__":"x","constructor":"y"},"__proto__":{"artifactType":"c/d"}}`));
    expect(Object.getPrototypeOf(picked?.annotations)).toBeNull();
    expect(Object.keys(picked?.annotations ?? {})).toEqual(['__proto__', 'constructor']);
    expect(picked?.artifactType).toBeUndefined();
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it.each([
    null, 'x', [], {}, { mediaType: 'a/b', digest }, { mediaType: 'a/b', digest, size: -1 }, { mediaType: 'a/b', digest, size: 1.5 },
    { mediaType: 'a/b', digest, size: '3' }, { mediaType: 'a/b', digest, size: 2 ** 60 }, { mediaType: 'ab', digest, size: 3 }, { mediaType: 'a/b\n', digest, size: 3 },
    { digest, size: 3 }, { mediaType: 'a/b', digest: 'sha256:../../x', size: 3 }, { mediaType: 'a/b', digest: digest.toUpperCase(), size: 3 },
    { mediaType: 'a/b', digest: `${digest}a`, size: 3 }, { mediaType: 'a/b', digest: '__proto__', size: 3 }, { mediaType: 'a/b', digest: `md5:${'a'.repeat(32)}`, size: 3 },
  ])('is none: %j', value => {
    expect(pickDescriptor(value)).toBeUndefined();
  });
});

describe('a Link header', () => {
  it.each([
    ['</v2/x?last=1>; rel="next"', '/v2/x?last=1'], ['</v2/x>;rel=next', '/v2/x'], ['<a>; rel="prev", <b>; rel="next"', 'b'], ['<a>; title="x"; REL="next"', 'a'],
    ['<a>; rel="nextish"', undefined], ['<a>', undefined], ['', undefined], ['a; rel="next"', undefined], [`${'<'.repeat(100_000)}`, undefined],
  ])('%s', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });
});

describe('text for logs', () => {
  it.each([
    ['https://user:canary@cdn.example:8443/v2/x?sig=canary&scope=a:b:pull&service=s&n=5&last=x&digest=d#canary', 'https://cdn.example:8443/v2/x?sig=…&scope=a:b:pull&service=s&n=5&last=x&digest=d'],
    ['https://cdn.example/', 'https://cdn.example/'],
    ['https://cdn.example/?X-Amz-Signature=canary', 'https://cdn.example/?X-Amz-Signature=…'],
  ])('holds no secret: %s', (url, expected) => {
    expect(redactUrl(new URL(url))).toBe(expected);
  });

  it('holds no control characters and is not endless', () => {
    expect(cleanText('a\u001b[31m\nb\u202ec\u2028d')).toBe('a [31m b c d');
    expect(cleanText('x'.repeat(1000))).toHaveLength(301);
  });
});

describe('the codes of an error body', () => {
  it.each([
    ['{"errors":[{"code":"MANIFEST_UNKNOWN","message":"x"},{"code":"DENIED"}]}', ['MANIFEST_UNKNOWN', 'DENIED']],
    ['{"errors":[{"code":"lower"},{"code":7},null,[],{"code":"A\\nB"}]}', []],
    ['{"errors":{"code":"X"}}', []], ['404 page not found', []], ['', []], ['[]', []],
  ])('%s', (body, expected) => {
    expect(errorCodes(Buffer.from(body))).toEqual(expected);
  });
});

describe('what the user reads', () => {
  it.each([
    ['offline', {}, 'reg.example:5000 was not asked, because look-ups are switched off'], ['untrusted-workspace', {}, 'reg.example:5000 was not asked, because the workspace is not trusted'],
    ['host-not-allowed', {}, 'reg.example:5000 may not be contacted'], ['rate-limited', { status: 429 }, 'rate limited (429) by reg.example:5000'],
    ['unauthorized', { status: 401 }, 'reg.example:5000 wants a login, or has no such image'], ['unreachable', {}, 'could not reach reg.example:5000'],
    ['unreachable', { status: 503 }, 'reg.example:5000 answered with status 503'], ['timeout', {}, 'reg.example:5000 did not answer in time'],
    ['tls', {}, 'no secure connection to reg.example:5000'], ['bad-answer', {}, 'reg.example:5000 gave an answer that cannot be relied on'], ['cancelled', {}, 'cancelled while reg.example:5000 was asked'],
  ] as const)('%s %j', (code, options, expected) => {
    expect(render(errorMessage(new RegistryError(code, 'reg.example:5000', 'English', options)))).toBe(expected);
  });

  it('of what is not there', () => {
    expect(render(notFoundMessage('reg.example:5000'))).toBe('not found on reg.example:5000');
  });
});
