import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { signatureText } from '../../server/src/lsp/hover-signature';

const said = (verdict: Parameters<typeof signatureText>[0]['verdict'], identity?: string) => {
  const text = signatureText({ verdict, ...(identity === undefined ? {} : { identity }) });
  return text && render(text);
};

describe('what a hover says of a check that has run', () => {
  it.each([
    ['verified', 'me@acme.example', 'signature verified: me@acme.example'],
    ['signed-unpinned', 'me@acme.example', 'signed by me@acme.example, but nobody said who should sign'],
    ['signed-unpinned', undefined, 'signed by –, but nobody said who should sign'],
    ['invalid', 'me@acme.example', 'signature not accepted'],
    ['unsigned', undefined, 'not signed'],
    ['publisher-does-not-sign', undefined, 'the publisher does not sign its images'],
    ['unknown', undefined, undefined],
  ] as const)('%s by %s', (verdict, identity, text) => {
    expect(said(verdict, identity)).toBe(text);
  });
});
