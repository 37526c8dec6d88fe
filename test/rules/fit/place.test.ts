import { describe, expect, it } from 'vitest';
import { message, render } from '../../../server/src/core/message';
import { fitFinding } from '../../../server/src/rules/fit/place';
import { shellMissing } from '../../../server/src/rules/shell-missing';
import { readText } from '../../support/drawn-findings';

const [use] = readText('FROM node:20\n').uses;
const placesFrom = (...starts: readonly number[]) => starts.map(start => ({ range: { start, end: start + 1 } }));

function finding(...starts: readonly number[]) {
  if (!use) throw new Error('no use');
  return fitFinding(shellMissing, use, { places: placesFrom(...starts), said: ({ range }) => message('at {0}', range.start) });
}

describe('a finding about instructions', () => {
  it('is none without a place', () => expect(finding()).toEqual([]));

  it('stands at the first place, with the image and the other places beside it', () => {
    const [found, ...others] = finding(20, 30, 40);
    expect(others).toEqual([]);
    expect([found?.range.start, found && render(found.message)]).toEqual([20, 'at 20']);
    expect(found?.related.map(({ range, message: said }) => [range.start, render(said)])).toEqual([[5, 'The image is named here.'], [30, 'at 30'], [40, 'at 40']]);
    expect(found).toMatchObject({ rule: 'shell-missing', concern: 'fit', severity: 'warning', use });
  });

  it('names ten others at most', () => {
    expect(finding(...Array.from({ length: 30 }, (_, index) => 20 + index))[0]?.related).toHaveLength(11);
  });
});
