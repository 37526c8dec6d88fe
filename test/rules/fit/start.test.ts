import { describe, expect, it } from 'vitest';
import { startedCommand, startOf } from '../../../server/src/rules/fit/start';
import { linesOf, stagesOf } from '../../support/build-parts';

/** Of stages that are all built on each other. */
function start(text: string) {
  const { entrypoint, cmd, healthcheck } = startOf(stagesOf(text));
  return linesOf([entrypoint, cmd, healthcheck]);
}

const command = (text: string) => linesOf([startedCommand(startOf(stagesOf(text)))])[0];

describe('what an image starts with', () => {
  it('is what the last instruction of each kind says', () => {
    expect(start('FROM a\nCMD a\nENTRYPOINT b\nCMD c\nHEALTHCHECK CMD d\nENTRYPOINT e\n')).toEqual(['ENTRYPOINT e', 'CMD c', 'HEALTHCHECK CMD d']);
    expect(start('FROM a\nRUN x\n')).toEqual([undefined, undefined, undefined]);
  });

  it('goes on in the stages that are built on each other, where an ENTRYPOINT drops the CMD before', () => {
    expect(start('FROM a AS b\nENTRYPOINT x\nCMD y\nHEALTHCHECK CMD z\nFROM b\n')).toEqual(['ENTRYPOINT x', 'CMD y', 'HEALTHCHECK CMD z']);
    expect(start('FROM a AS b\nCMD y\nFROM b\nENTRYPOINT x\n')).toEqual(['ENTRYPOINT x', undefined, undefined]);
    expect(start('FROM a AS b\nCMD y\nFROM b\nCMD z\nENTRYPOINT x\n')).toEqual(['ENTRYPOINT x', 'CMD z', undefined]);
  });

  it.each([
    ['CMD c', 'CMD c'], ['ENTRYPOINT ["tini", "--"]\nCMD c', 'CMD c'], ['ENTRYPOINT []\nCMD c', 'CMD c'], ['ENTRYPOINT\nCMD c', 'CMD c'], ['ENTRYPOINT ["/entrypoint.sh"]\nCMD c', 'CMD c'],
    ['ENTRYPOINT ["/app"]\nCMD c', undefined], ['ENTRYPOINT /app\nCMD c', undefined], ['ENTRYPOINT ["tini"]', undefined],
  ])('of %j a command of its own is %j', (lines, expected) => expect(command(`FROM a\n${lines}\n`)).toBe(expected));
});
