import { describe, expect, it } from 'vitest';
import { createMemory } from '../../server/src/formats/memory';

describe('A memory', () => {
  it('forgets what was used least recently, and never holds more than it may', () => {
    const memory = createMemory<number>(4, 0);
    memory.set('aa', 1);
    memory.set('bb', 2);
    expect(memory.get('aa')).toBe(1);
    memory.set('cc', 3);
    expect([memory.get('aa'), memory.get('bb'), memory.get('cc')]).toEqual([1, undefined, 3]);
    memory.set('too long', 4);
    memory.set('aa', 5);
    expect([memory.get('too long'), memory.get('aa'), memory.get('cc')]).toEqual([undefined, 5, 3]);
  });

  it('holds few texts that are short, for what is kept beside them is not', () => {
    const memory = createMemory<number>(100_000);
    for (let index = 0; index < 10_000; index += 1) memory.set(`${index}`, index);
    const kept = Array.from({ length: 10_000 }, (_, index) => index).filter(index => memory.get(`${index}`) !== undefined);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(200);
  });
});
