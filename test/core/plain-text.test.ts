import { describe, expect, it } from 'vitest';
import { isPlainWord, plainText, visibleLine } from '../../server/src/core/plain-text';

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

describe('a visible line', () => {
  it('leaves ordinary text alone', () => {
    expect(visibleLine('https://github.com/acme/app@refs/heads/main 署名 🚢 é')).toBe('https://github.com/acme/app@refs/heads/main 署名 🚢 é');
  });

  it.each([
    ['begins no line', 'me\nVERIFIED\r\n\u2028x\u0085y', 'me VERIFIED x\uFFFDy'],
    ['obeys no terminal', 'a\u001b[2Jb\u009bc\u0007', 'a\uFFFD[2Jb\uFFFDc\uFFFD'],
    ['turns no direction', 'a\u202eb\u2066c\u200f', 'a\uFFFDb\uFFFDc\uFFFD'],
    ['hides nothing', 'a\u200bb\u00adc\u3164d\u2800e\u{e0041}f\ufe0f', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFD'],
    ['is drawn over no other line', `a${'\u0301'.repeat(50)}b`, 'a\u0301\u0301\u0301\uFFFDb'],
  ])('%s', (_title, text, wanted) => {
    expect(visibleLine(text)).toBe(wanted);
  });

  it('cuts what is far too long', () => {
    expect(visibleLine('x'.repeat(10_000))).toHaveLength(501);
  });
});

describe('a plain word', () => {
  it('holds nothing that looks like something else', () => {
    expect(isPlainWord('https://github.com/acme/app/.github/workflows/x.yml@refs/heads/main')).toBe(true);
    for (const text of ['', 'a b', 'а', 'a\u0000', 'a\n', 'x'.repeat(501)]) expect(isPlainWord(text)).toBe(false);
  });
});
