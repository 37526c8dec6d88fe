import { describe, expect, it } from 'vitest';
import { policyPaths, relativePath } from '../../server/src/policy/paths';

describe('policyPaths', () => {
  it.each([
    ['/w', '/w/a/b/Dockerfile', ['/w/.plimsoll.yaml', '/w/a/.plimsoll.yaml', '/w/a/b/.plimsoll.yaml']],
    ['/w/', '/w/Dockerfile', ['/w/.plimsoll.yaml']],
    ['/w', '/elsewhere/Dockerfile', ['/w/.plimsoll.yaml']],
    ['/w', '/w-evil/a/Dockerfile', ['/w/.plimsoll.yaml']],
    ['/w', '/w/a/../../x/Dockerfile', ['/w/.plimsoll.yaml']],
    ['/w', '/w/./a//Dockerfile', ['/w/.plimsoll.yaml', '/w/a/.plimsoll.yaml']],
    ['/', '/a/Dockerfile', ['/.plimsoll.yaml', '/a/.plimsoll.yaml']],
    ['C:/w', 'C:/w/a/Dockerfile', ['C:/w/.plimsoll.yaml', 'C:/w/a/.plimsoll.yaml']],
  ])('%s and %s', (root, path, expected) => {
    expect(policyPaths(root, path)).toEqual(expected);
  });

  it('knows what lies in a folder', () => {
    expect(relativePath('/w', '/w/a/b')).toBe('a/b');
    expect(relativePath('/w/', '/w')).toBe('');
    expect(relativePath('/w', '/wide')).toBeUndefined();
  });
});
