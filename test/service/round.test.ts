import { describe, expect, it } from 'vitest';
import type { ImageReference } from '../../server/src/core/reference';
import { createRound } from '../../server/src/service/round';
import { action, background } from '../support/fake-registry-client';

const node: ImageReference = { registry: 'docker.io', repository: 'library/node', tag: '20' };

describe('one action over many documents', () => {
  it('asks about a reference once, whatever the answer is', async () => {
    const round = createRound();
    let asked = 0;
    const ask = async () => `digest ${(asked += 1)}`;
    const question = { what: 'digest', reference: node, consent: action } as const;
    expect(await Promise.all([round.once(question, ask), round.once(question, ask)])).toEqual(['digest 1', 'digest 1']);
    expect(await round.once(question, ask)).toBe('digest 1');
    const gone = { ...question, reference: { ...node, tag: 'gone' } };
    const fail = async () => Promise.reject(new Error(`no ${(asked += 1)}`));
    await expect(round.once(gone, fail)).rejects.toThrow('no 2');
    await expect(round.once(gone, fail)).rejects.toThrow('no 2');
  });

  it('takes no answer for one to another question, or to somebody who may ask for less', async () => {
    const round = createRound();
    const asked: string[] = [];
    const ask = (name: string) => async () => void asked.push(name);
    await round.once({ what: 'digest', reference: node, consent: action }, ask('digest'));
    await round.once({ what: 'tag', reference: node, consent: action }, ask('tag'));
    await round.once({ what: 'digest', reference: { ...node, tag: '22' }, consent: action }, ask('22'));
    await round.once({ what: 'digest', reference: node, consent: background() }, ask('background'));
    expect(asked).toEqual(['digest', 'tag', '22', 'background']);
  });

  it('asks about a dozen at the same time, and about the next one when one has answered or failed', async () => {
    const round = createRound();
    const ends: (() => void)[] = [];
    const answers = Array.from({ length: 30 }, (_, index) => {
      const ask = () => new Promise<void>((resolve, reject) => ends.push(index % 2 ? resolve : () => reject(new Error('failed'))));
      return round.once({ what: 'tag', reference: { ...node, tag: String(index) }, consent: action }, ask).catch(() => undefined);
    });
    expect(ends).toHaveLength(12);
    for (let ended = 0; ended < 30; ended++) {
      await expect.poll(() => ends.length).toBe(Math.min(30, 12 + ended));
      ends[ended]?.();
    }
    await Promise.all(answers);
  });
});
