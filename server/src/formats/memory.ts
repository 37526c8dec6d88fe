/** What was worked out for texts, the least recently used forgotten first. */
export interface Memory<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/** What is kept beside a text, however short that is, takes about the room of so many characters. */
const roomOfValue = 1_000;

/** `mostCharacters`: of all remembered texts together, and of the room that their values take. */
export function createMemory<T>(mostCharacters: number, valueRoom = roomOfValue): Memory<T> {
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
      if (text.length + valueRoom > mostCharacters) return;
      if (!values.delete(text)) characters += text.length + valueRoom;
      values.set(text, value);
      for (const oldest of values.keys()) {
        if (characters <= mostCharacters) break;
        values.delete(oldest);
        characters -= oldest.length + valueRoom;
      }
    },
  };
}

/** A copy of its own: a slice would keep the whole document alive that it was cut from. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
