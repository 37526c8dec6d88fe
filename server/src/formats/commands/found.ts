import { readWords, type Options, type ReadOptions } from './options';
import type { Word } from './word';

/** A word of a command that names an image. */
export interface FoundImage {
  /** The reference alone, without `docker://` or `--image=` before it. */
  readonly word: Word;
  /** The constant one of the command. */
  readonly platform: string | undefined;
}

/** The images among the words of a command, from index `from` on. */
export type Images = (words: readonly Word[], from: number) => readonly FoundImage[];

export interface Operands {
  readonly options: Options;
  /** Which of the operands; the first, where nothing is said. */
  readonly which?: 'first' | 'all' | 'all-but-last';
  /** Behind the image stand the words of another command. */
  readonly stops?: true;
  /** What a word means; the reference itself where nothing is said. */
  readonly as?: (word: Word) => Word | undefined;
}

/** Operands that are images. */
export function operands({ options, which = 'first', stops, as = word => word }: Operands): Images {
  return (words, from) => {
    const reading: ReadOptions = stops ? { from, most: 1 } : { from };
    const read = readWords(words, options, reading);
    const all = which === 'first' ? read.operands.slice(0, 1) : which === 'all' ? read.operands : read.operands.slice(0, -1);
    return all.flatMap(word => {
      const image = as(word);
      return image ? [{ word: image, platform: read.platform }] : [];
    });
  };
}

/** The values of an option, up to `--`, behind which another command begins. */
export function optionValues(names: readonly string[], as: (word: Word) => Word | undefined = word => word): Images {
  return (words, from) => {
    const found: FoundImage[] = [];
    for (let at = from; at < words.length && words[at]?.value !== '--'; at += 1) {
      const word = words[at] as Word;
      const { value } = word;
      const name = names.find(each => value === each || value.startsWith(`${each}=`));
      if (name === undefined) continue;
      if (value === name) at += 1;
      const given = value === name ? words[at] : word.without(name.length + 1);
      const image = given && as(given);
      if (image) found.push({ word: image, platform: undefined });
    }
    return found;
  };
}

/** `container=IMAGE` among the operands. */
export function pairs(options: Options): Images {
  return (words, from) => {
    const read = readWords(words, options, { from });
    return read.operands.flatMap(word => {
      const image = behindEquals(word);
      return image ? [{ word: image, platform: undefined }] : [];
    });
  };
}

/** What stands behind the first `=`. */
export function behindEquals(word: Word): Word | undefined {
  const equals = word.value.indexOf('=');
  return equals < 0 ? undefined : word.without(equals + 1);
}

/** What stands behind a prefix that must be there. */
export function behind(...prefixes: readonly string[]): (word: Word) => Word | undefined {
  return word => {
    const prefix = prefixes.find(each => word.value.startsWith(each));
    return prefix === undefined ? undefined : word.without(prefix.length);
  };
}
