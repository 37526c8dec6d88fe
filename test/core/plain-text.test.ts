import { describe, expect, it } from 'vitest';
import { plainText } from '../../server/src/core/plain-text';

describe('plain text', () => {
  it('leaves ordinary text alone', () => {
    expect(plainText('keyless@distroless.iam 署名 🚢')).toBe('keyless@distroless.iam 署名 🚢');
  });

  it('takes the power from control and direction characters', () => {
    expect(plainText('a\u001b[31mb\u202ec\nd')).toBe('a\uFFFD[31mb\uFFFDc\uFFFDd');
  });

  it('cuts what is too long', () => {
    expect(plainText('x'.repeat(600))).toHaveLength(513);
  });
});
