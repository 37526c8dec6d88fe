import { describe, expect, it } from 'vitest';
import { anything, mirrorAt, parsePlace, parsePlaceUrl } from '../../server/src/mirrors/place';

describe('the place of a mirror', () => {
  it.each<[string, string, string]>([
    ['mirror.example', 'mirror.example', ''],
    ['Mirror.Example:5000/', 'mirror.example:5000', ''],
    ['mirror.example/docker-hub/cache', 'mirror.example', 'docker-hub/cache'],
    ['localhost:5000/hub', 'localhost:5000', 'hub'],
    ['[::1]:5000/hub', '[::1]:5000', 'hub'],
    ['10.0.0.7:5000', '10.0.0.7:5000', ''],
  ])('%s is %s, and %j below it', (text, host, path) => {
    expect(parsePlace(text)).toEqual({ host, path });
  });

  it.each([
    '', '/', 'mirror', 'mirror/hub', 'user@mirror.example', 'user:secret@mirror.example:5000', 'https://mirror.example', 'mirror.example:0x50', 'mirror.example:99999',
    'mirror.example/..', 'mirror.example?ns=docker.io', 'mirror.example#x', 'mirror.example/a b', 'mirror.example\n', '-mirror.example', 'mirror..example', `${'a'.repeat(600)}.example`,
    'mirror.example/A', 'mirror.example//a', '../../etc/passwd', '__proto__', '[::1', '\u202emirror.example',
  ])('is not what %j says', text => {
    const place = parsePlace(text);
    // What reads like a path is still no name that a registry could have.
    expect(place && mirrorAt(place, { repository: 'library/node' }, anything)).toBeUndefined();
  });

  it.each<[string, object | undefined]>([
    ['https://mirror.example', { host: 'mirror.example', path: '', plain: false }],
    ['http://mirror.example:5000/', { host: 'mirror.example:5000', path: '', plain: true }],
    ['mirror.example/hub', { host: 'mirror.example', path: 'hub', plain: false }],
    ['ftp://mirror.example', undefined],
    ['https://user:secret@mirror.example', undefined],
    ['https://mirror.example/?ns=docker.io', undefined],
    ['https://https://mirror.example', undefined],
    ['javascript://mirror.example', undefined],
  ])('as an address, %s', (text, place) => {
    expect(parsePlaceUrl(text)).toEqual(place);
  });

  // What were not linear would not end before the runner gives up.
  it('takes hostile lengths', () => {
    for (const text of ['a/'.repeat(100_000), `mirror.example${'/a'.repeat(250)}!`, `${'a-'.repeat(255)}.example`, 'http://'.repeat(50_000)]) {
      expect(parsePlaceUrl(text)).toBeUndefined();
    }
  });
});
