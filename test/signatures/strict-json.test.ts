import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dig, parseStrictJson, property } from '../../server/src/signatures/strict-json';

describe('strict JSON', () => {
  it('is what JSON.parse reads, where no key is twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
        expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"b":{"a":1,"a":2}}', '[{"a":1 , "a" :2}]', '{"__proto__":1,"__proto__":2}',
    '{"a":{"a":1},"a":2}', '', '{', '{}x', '\ufeff{}', "{'a':1}", '[1,]', 'NaN', '['.repeat(65) + ']'.repeat(65),
  ])('refuses %s', (text) => {
    expect(parseStrictJson(text)).toBeUndefined();
  });

  it.each(['{"a":{"a":1}}', '[{"a":1},{"a":2}]', '{"a":"a","b":"a"}', '{"a":"{\\"a\\":1,\\"a\\":2}"}', '{"\\"":1,"\\\\":2}', '"a"', ' 1 '])(
    'takes %s',
    (text) => {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(parseStrictJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
  });

  it('reads own keys only', () => {
    expect(property({}, 'constructor')).toBeUndefined();
    expect(property(null, 'a')).toBeUndefined();
    expect(dig({ a: [{ b: 1 }] }, 'a', 0, 'b')).toBe(1);
    expect(dig({ a: [] }, 'a', 0, 'b')).toBeUndefined();
  });
});
