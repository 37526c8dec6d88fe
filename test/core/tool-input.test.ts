import { describe, expect, it } from 'vitest';
import { formatReference } from '../../server/src/core/reference';
import { fileInput, referenceInput } from '../../server/src/core/tool-input';

const read = (input: unknown): string => {
  const found = referenceInput(input);
  return found.ok ? formatReference(found.value) : found.reason;
};

describe('a reference that a model wrote', () => {
  it.each([
    ['node:22', 'docker.io/library/node:22'],
    ['ghcr.io/acme/app', 'ghcr.io/acme/app'],
    [`node:22@sha256:${'a'.repeat(64)}`, `docker.io/library/node:22@sha256:${'a'.repeat(64)}`],
  ])('is one reference: %s', (reference, expected) => {
    expect(read({ reference })).toBe(expected);
  });

  it.each([
    undefined, null, 'node', ['node'], {}, { reference: 7 }, { reference: ['node'] }, { reference: '' }, { reference: { toString: () => 'node' } },
  ])('must be there as a text of its own: %j', input => {
    expect(read(input)).toMatch(/^The input must have "reference"/);
  });

  it('must not be inherited', () => {
    expect(read(Object.create({ reference: 'node' }))).toMatch(/^The input must have "reference"/);
  });

  it.each([
    'node:22 redis:7', 'node:22\nredis:7', ' node:22', 'node:22 ', '${IMAGE}', 'node:$TAG', 'docker://node:22', 'https://docker.io/node', '../node',
    '--help', 'node:22;id', 'Node', 'node@sha256:12', `${'a'.repeat(64)}`, 'user:secret@host/app', 'host\\app', 'ｎode', 'node\u200b', `${'a/'.repeat(200)}b`,
  ])('is nothing else: %j', reference => {
    expect(referenceInput({ reference })).toMatchObject({ ok: false });
  });

  it('is of a bounded length, before anything reads it', () => {
    expect(read({ reference: `node:${'a'.repeat(796)}` })).toBe('The reference is longer than 800 characters.');
    expect(read({ reference: 'a'.repeat(10_000_000) })).toBe('The reference is longer than 800 characters.');
  });

  it('is no empty base', () => {
    expect(read({ reference: 'scratch' })).toMatch(/^"scratch" is an empty base/);
  });
});

describe('a file that a model wrote', () => {
  it.each([
    [{}, undefined], [undefined, undefined], [{ file: '' }, undefined], [{ file: 'deploy/compose.yaml' }, 'deploy/compose.yaml'],
    [{ file: './Dockerfile' }, 'Dockerfile'], [{ file: 'a\\Dockerfile' }, 'a/Dockerfile'], [{ file: '..data/x.yaml' }, '..data/x.yaml'],
  ])('is in the workspace: %j', (input, value) => {
    expect(fileInput(input)).toEqual({ ok: true, value });
  });

  it.each(['/etc/passwd', '../x', 'a/../../x', 'a\\..\\x', '\\\\host\\share', 'C:\\x', 'c:/x', 'file:///etc/passwd', 7, ['a']])('is not outside: %j', file => {
    expect(fileInput({ file })).toMatchObject({ ok: false });
  });

  it('is of a bounded length', () => {
    expect(fileInput({ file: 'a'.repeat(5000) })).toMatchObject({ ok: false });
  });
});
