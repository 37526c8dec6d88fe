import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearerChallenge, parseChallenges } from '../../server/src/oci/challenge';

function read(header: string): unknown {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('challenges', () => {
  it.each([
    ['Bearer realm="https://a/t",service="s",scope="repository:x:pull"', [['bearer', { realm: 'https://a/t', service: 's', scope: 'repository:x:pull' }]]],
    ['bEaReR REALM = "https://a/t" , Service=s', [['bearer', { realm: 'https://a/t', service: 's' }]]],
    ['Bearer realm=https://a/t?x=1,service=s', [['bearer', { realm: 'https://a/t?x=1', service: 's' }]]],
    ['Bearer realm="https://a/t" service="no comma"', [['bearer', { realm: 'https://a/t', service: 'no comma' }]]],
    ['Bearer realm="https://a/t', [['bearer', { realm: 'https://a/t' }]]],
    ['Bearer realm="a \\"quoted\\" \\\\ b"', [['bearer', { realm: 'a "quoted" \\ b' }]]],
    ['Basic realm="x, y", charset="UTF-8"', [['basic', { realm: 'x, y', charset: 'UTF-8' }]]],
    ['Basic realm="b", Bearer realm="https://a/t",service="s"', [['basic', { realm: 'b' }], ['bearer', { realm: 'https://a/t', service: 's' }]]],
    ['Bearer realm="https://a/t",scope="a,b c", Basic realm=b', [['bearer', { realm: 'https://a/t', scope: 'a,b c' }], ['basic', { realm: 'b' }]]],
    ['Negotiate', [['negotiate', {}]]],
    ['Bearer realm="1",realm="2"', [['bearer', { realm: '1' }]]],
    ['Bearer __proto__="x",constructor="y"', [['bearer', { ['__proto__']: 'x', constructor: 'y' }]]],
    ['', []],
    ['realm="nobody asked"', []],
    ['Bearer realm=', [['bearer', { realm: '' }]]],
    ['Bearer realm="', [['bearer', { realm: '' }]]],
    [', , Bearer', [['bearer', {}]]],
  ])('%s', (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it('are looked through for the first that offers tokens', () => {
    expect(bearerChallenge('Basic realm="b", Bearer service="s", Bearer realm="https://a/t",scope="x"')).toEqual({ realm: 'https://a/t', service: undefined, scope: 'x' });
    expect(bearerChallenge('Basic realm="https://a/t"')).toBeUndefined();
    expect(bearerChallenge('Bearer realm=""')).toBeUndefined();
    expect(bearerChallenge(undefined)).toBeUndefined();
  });

  it('never throw and always end', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), header => void parseChallenges(header)));
    expect(parseChallenges('"'.repeat(1_000_000)).length).toBe(0);
    expect(parseChallenges(`Bearer realm="${'\\'.repeat(1_000_000)}`).length).toBe(1);
  });
});
