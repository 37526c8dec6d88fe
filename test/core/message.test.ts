import { describe, expect, it } from 'vitest';
import { joinMessages, message, render } from '../../server/src/core/message';

describe('A message', () => {
  it('is said with its arguments, each as often as the text names it', () => {
    expect(render(message('{1} before {0}, {0}', 'b', 2))).toBe('2 before b, b');
    expect(render(message('nothing to fill'))).toBe('nothing to fill');
    expect(render(message(''))).toBe('');
  });

  it('keeps a hole that nothing fills, and takes signs in an argument for text', () => {
    expect(render(message('{0} {7} {x} {}', 'a'))).toBe('a {7} {x} {}');
    expect(render(message('{0} and {1}', '{1}', '$&'))).toBe('{1} and $&');
  });

  it('is translated, and so is a message inside it', () => {
    const bundle = { '{0} of {1}': '{1}の{0}', inner: '内' };
    const said = message('{0} of {1}', message('inner'), 'x');
    expect([render(said, bundle), render(said)]).toEqual(['xの内', 'inner of x']);
    expect(render(message('toString'), bundle)).toBe('toString');
  });

  it('can be several in one', () => {
    expect(render(joinMessages([message('a'), message('{0}', 'b'), message('c')]))).toBe('a; b; c');
  });
});
