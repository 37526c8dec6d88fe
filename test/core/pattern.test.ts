import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversPattern, matchesPath, matchesPattern, namesRegistry } from '../../server/src/core/pattern';
import { parseReference, type ImageReference } from '../../server/src/core/reference';

const digest = `sha256:${'a'.repeat(64)}`;

function reference(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem}`);
  return result.reference;
}

describe('patterns over references', () => {
  it.each([
    ['ghcr.io/acme', 'ghcr.io/acme/app', true],
    ['ghcr.io/acme/', 'ghcr.io/acme/app', true],
    ['ghcr.io/acme', 'ghcr.io/acme/team/app:1', true],
    ['ghcr.io/acme', 'ghcr.io/acme-evil/x', false],
    ['ghcr.io/acme', 'ghcr.io.evil.example/acme/x', false],
    ['ghcr.io', 'ghcr.io/acme/app', true],
    ['ghcr.io/acme/**', 'ghcr.io/acme/a/b', true],
    ['ghcr.io/acme/**', 'ghcr.io/acme-evil/x', false],
    ['ghcr.io/acme/*', 'ghcr.io/acme/a', true],
    ['ghcr.io/acme/*', 'ghcr.io/acme/a/b', false],
    ['ghcr.io/*', 'ghcr.io/acme/a', false],
    ['ghcr.io/acme**', 'ghcr.io/acme/a', false],
    ['ghcr.io/**/app', 'ghcr.io/a/b/app', true],
    ['ghcr.io/**/app', 'ghcr.io/app', true],
    ['ghcr.io/**/app', 'ghcr.io/a/myapp', false],
    ['**', 'node', true],
    ['*.example/**', 'a.example/x', true],
    ['docker.io/library/busybox', 'busybox', true],
    ['docker.io/library/busybox', 'busybox:1.36', true],
    ['docker.io/library/node:20', 'node:20', true],
    ['docker.io/library/node:20', `node:20@${digest}`, true],
    ['docker.io/library/node:20', 'node:20.1', false],
    ['docker.io/library/node:20*', 'node:20-alpine', true],
    ['docker.io/library/node:latest', 'node', true],
    ['docker.io/library/node:latest', `node@${digest}`, false],
    ['**:latest', 'localhost:5000/x:latest', true],
    [`docker.io/library/node@${digest}`, `node:20@${digest}`, true],
    [`docker.io/library/node@${digest}`, 'node:20', false],
    ['localhost:5000', 'localhost:5000/app', true],
    ['localhost:5000/app', 'localhost:5001/app', false],
    ['docker.io/acme', 'registry-1.docker.io/acme/app', true],
    ['index.docker.io/acme/*', 'acme/app', true],
    ['registry.hub.docker.com/library/node', 'node', true],
    ['GHCR.io/acme', 'ghcr.io/acme/app', true],
    ['', 'node', false],
    ['/', 'node', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, reference(text))).toBe(expected);
  });

  it('takes no sign for more than itself, but the star', () => {
    expect(matchesPattern('ghcr.io/a.me/x', reference('ghcr.io/acme/x'))).toBe(false);
    expect(matchesPattern('ghcr.io/(acme|x)/y', reference('ghcr.io/acme/y'))).toBe(false);
  });

  it('refuses patterns without end', () => {
    expect(matchesPattern('**/'.repeat(400), reference('node'))).toBe(false);
  });

  it('knows a pattern that can match from one that cannot', () => {
    expect(['ghcr.io/x', 'localhost/x', '**', '*/x', 'a:5000/x'].every(namesRegistry)).toBe(true);
    expect(['nginx', 'library/nginx', ''].some(namesRegistry)).toBe(false);
  });
});

describe('globs over paths', () => {
  it.each([
    ['test/**', 'test/a/Dockerfile', true],
    ['test', 'test/a/Dockerfile', true],
    ['./test/', 'test/Dockerfile', true],
    ['test', 'testing/Dockerfile', false],
    ['test/*', 'test/a/Dockerfile', false],
    ['**/Dockerfile', 'Dockerfile', true],
    ['**/Dockerfile', 'a/b/Dockerfile', true],
    ['**/*.yaml', 'k8s/web.yaml', true],
    ['*.yaml', 'k8s/web.yaml', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/xb', false],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchesPath(glob, path)).toBe(expected);
  });
});

const segment = fc.stringMatching(/^[ab]{1,2}$/);
const repository = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const anyReference = fc.record(
  { registry: fc.constantFrom('a.io', 'b.io'), repository, tag: fc.constantFrom('1', '1-a', 'latest') },
  { requiredKeys: ['registry', 'repository'] },
);
const globSegment = fc.oneof(segment, fc.constantFrom('*', '**', 'a*', '*b', 'a*b'));
const anyPattern = fc
  .tuple(fc.constantFrom('a.io', 'b.io', '*.io', '**'), fc.array(globSegment, { maxLength: 4 }), fc.constantFrom('', ':1', ':1*'))
  .map(([host, parts, tag]) => [host, ...parts].join('/') + (parts.length > 0 ? tag : ''));

/** The same meaning, written as an expression: the patterns of the test are harmless. */
function asExpression(pattern: string): RegExp {
  const colon = pattern.indexOf(':');
  const [name, tag] = colon < 0 ? [pattern, undefined] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
  const scope = !name.includes('*') && tag === undefined ? '(/.*)?' : '';
  const body = name.replace(/\./g, '\\.').replace(/(^|\/)\*\*\/|(^|\/)\*\*$|\*/g, (star, before, last) => {
    if (star === '*') return '[^/]*';
    return last === undefined ? `${before}(?:[^/]+/)*` : `${last}.*`;
  });
  const more = body.replace(/(^|\/|\*)\*\*\//g, '$1(?:[^/]+/)*');
  return new RegExp(`^${more}${scope}:${tag === undefined ? '.*' : tag.replace('*', '.*')}$`);
}

describe('patterns, in general', () => {
  it('mean what the same expression means', () => {
    fc.assert(
      fc.property(anyPattern, anyReference, (pattern, subject) => {
        // Neighbouring double stars are written once: the expression above does not know them.
        fc.pre(!pattern.includes('**/**'));
        const text = `${subject.registry}/${subject.repository}:${subject.tag ?? 'latest'}`;
        expect(matchesPattern(pattern, subject)).toBe(asExpression(pattern).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('cover each other only when every match is shared', () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, anyReference, (wide, narrow, subject) => {
        fc.pre(coversPattern(wide, narrow) && matchesPattern(narrow, subject));
        expect(matchesPattern(wide, subject)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['ghcr.io/acme/**', 'ghcr.io/acme/app', true],
    ['ghcr.io/acme/**', 'ghcr.io/acme/team/*', true],
    ['ghcr.io/acme', 'ghcr.io/acme/**', true],
    ['ghcr.io/acme/*', 'ghcr.io/acme/app', false],
    ['ghcr.io/acme/*:1', 'ghcr.io/acme/app:1', true],
    ['ghcr.io/acme/**', 'ghcr.io/acme-evil/**', false],
    ['ghcr.io/acme/**', 'ghcr.io/**', false],
    ['ghcr.io/acme/app:1', 'ghcr.io/acme/app', false],
    ['docker.io/acme', 'registry-1.docker.io/acme/**', true],
    ['**', 'ghcr.io/a*/**', true],
  ])('%s covers %s: %s', (wide, narrow, expected) => {
    expect(coversPattern(wide, narrow)).toBe(expected);
  });
});
