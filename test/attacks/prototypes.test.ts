import { describe, expect, it } from 'vitest';
import { pickDescriptor } from '../../server/src/oci/descriptor';
import { parseObject } from '../../server/src/oci/json';
import { parseSettings } from '../../server/src/settings';

const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);
const descriptor = (annotations: string): string => `{"mediaType":"a/b","digest":"sha256:${'0'.repeat(64)}","size":1,"annotations":${annotations}}`;

describe('names of what every object has', () => {
  it('attack A13: stay names where settings use them', () => {
    const mirrors = (host: string) => parseSettings(JSON.parse(`{"mirrors":{"${host}":["mirror.example"]}}`)).settings.mirrors;
    expect(mirrors('docker.io')).toEqual({ 'docker.io': ['mirror.example'] });
    const hostile = mirrors('__proto__');
    expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
    expect(Object.keys(hostile)).toEqual(['__proto__']);
  });

  it('attack A13: stay names where a registry uses them', () => {
    expect(pickDescriptor(parseObject(bytes(descriptor('{"a":"b"}'))))?.annotations).toEqual({ a: 'b' });
    const annotations = pickDescriptor(parseObject(bytes(descriptor('{"__proto__":"x","constructor":"y","nested":{"polluted":true}}'))))?.annotations ?? {};
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.entries(annotations)).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
  });
});
