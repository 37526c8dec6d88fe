/** What was worked out for texts, the least recently used forgotten first. */
export interface Memory<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/** `mostCharacters`: of all remembered texts together. */
export function createMemory<T>(mostCharacters: number): Memory<T> {
  const values = new Map<string, T>();
  let characters = 0;
  return {
    get(text) {
      const value = values.get(text);
      if (value === undefined) return undefined;
      values.delete(text);
      values.set(text, value);
      return value;
    },
    set(text, value) {
      if (text.length > mostCharacters) return;
      if (!values.delete(text)) characters += text.length;
      values.set(text, value);
      for (const oldest of values.keys()) {
        if (characters <= mostCharacters) break;
        values.delete(oldest);
        characters -= oldest.length;
      }
    },
  };
}

/** A copy of its own: a slice would keep the whole document alive that it was cut from. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
