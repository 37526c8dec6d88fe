/** What an ARG says where nobody passes another value. */
export interface Variables {
  /** Behind `name:`. */
  nextTarget(): void;
  /** `words` of an instruction that declares or changes something. */
  take(keyword: string, words: readonly string[]): void;
  /** With the variables replaced; undefined where one is not known. */
  expand(text: string): string | undefined;
}

/** `$name`, `${name}` and `${name:-default}`. */
const variable = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^${}]*))?\})/g;
const longestValue = 300;

/** Since version 0.7 only what says so is seen by the targets. */
export function createVariables(): Variables {
  const globals = new Map<string, string | undefined>();
  let own = new Map<string, string | undefined>();
  let inTarget = false;
  let explicit = false;

  function expand(text: string): string | undefined {
    if (text.length > longestValue) return undefined;
    let known = true;
    const result = text.replace(variable, (_, plain: string | undefined, braced: string | undefined, otherwise: string | undefined) => {
      const name = plain ?? braced ?? '';
      const value = (own.has(name) ? own : globals).get(name) ?? otherwise;
      if (value === undefined) known = false;
      return value ?? '';
    });
    return known && !result.includes('$') && result.length <= longestValue ? result : undefined;
  }

  function declare(words: readonly string[]): void {
    const flags = words.filter(word => word.startsWith('--'));
    const [, name, written] = /^([A-Za-z_]\w*)(?:=([^]*))?$/.exec(words.find(word => !word.startsWith('--')) ?? '') ?? [];
    if (name === undefined) return;
    // What is said twice depends on the way there.
    const value = written === undefined || own.has(name) ? undefined : expand(written.replace(/^(["'])([^]*)\1$/, '$2'));
    own.set(name, value);
    if (!inTarget && (!explicit || flags.includes('--global'))) globals.set(name, value);
  }

  return {
    nextTarget() {
      inTarget = true;
      own = new Map();
    },
    take(keyword, words) {
      if (keyword === 'ARG') declare(words);
      else if (keyword === 'VERSION') explicit = words.some(word => /^(?:0\.(?:[7-9]|\d\d)|[1-9])/.test(word) || word === '--explicit-global');
      else own.set((words.find(word => !word.startsWith('--')) ?? '').split('=', 1)[0] as string, undefined);
    },
    expand,
  };
}
