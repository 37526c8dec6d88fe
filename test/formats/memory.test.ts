import { describe, expect, it } from 'vitest';
import { createMemory } from '../../server/src/formats/memory';

describe('A memory', () => {
  it('forgets what was used least recently, and never holds more than it may', () => {
    const memory = createMemory<number>(4);
    memory.set('aa', 1);
    memory.set('bb', 2);
    expect(memory.get('aa')).toBe(1);
    memory.set('cc', 3);
    expect([memory.get('aa'), memory.get('bb'), memory.get('cc')]).toEqual([1, undefined, 3]);
    memory.set('too long', 4);
    memory.set('aa', 5);
    expect([memory.get('too long'), memory.get('aa'), memory.get('cc')]).toEqual([undefined, 5, 3]);
  });
});
