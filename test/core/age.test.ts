import { describe, expect, it } from 'vitest';
import { ageText } from '../../server/src/core/age';
import { render } from '../../server/src/core/message';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('an age', () => {
  it.each([
    [0, 'a minute ago'], [59 * minute, '59 minutes ago'], [60 * minute, 'an hour ago'], [47 * 60 * minute, '47 hours ago'], [2 * day, '2 days ago'], [59 * day, '59 days ago'],
    [60 * day, '2 months ago'], [700 * day, '23 months ago'], [731 * day, '2 years ago'], [3653 * day, '10 years ago'],
  ])('%d ms: %s', (age, text) => expect(render(ageText(age))).toBe(text));
});
