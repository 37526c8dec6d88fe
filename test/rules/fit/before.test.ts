import { describe, expect, it } from 'vitest';
import { beforeChange } from '../../../server/src/rules/fit/before';
import { linesOf, stagesOf } from '../../support/build-parts';

function untouched(text: string) {
  return beforeChange(stagesOf(text), ({ keyword }) => keyword === 'user').map(({ instructions, whole }) => [...linesOf(instructions), whole]);
}

describe('what stands before a change', () => {
  it('is all of a stage without one, and the beginning of one with it', () => {
    expect(untouched('FROM a\nRUN x\nEXPOSE 1\n')).toEqual([['RUN x', 'EXPOSE 1', true]]);
    expect(untouched('FROM a\nRUN x\nUSER b\nRUN y\nUSER c\n')).toEqual([['RUN x', false]]);
    expect(untouched('FROM a\nUSER b\nRUN y\n')).toEqual([[false]]);
  });

  it('is nothing of a stage that begins as a changed one ended', () => {
    expect(untouched('FROM a AS one\nUSER b\nFROM one AS two\nRUN x\nFROM two\nRUN y\n')).toEqual([[false], [false], [false]]);
    expect(untouched('FROM a AS one\nRUN w\nFROM one AS two\nUSER b\nFROM one\nRUN y\n')).toEqual([['RUN w', true], [false], ['RUN y', true]]);
  });
});
