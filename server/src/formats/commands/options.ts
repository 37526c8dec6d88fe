import type { Word } from './word';

/** The options of a command: single letters (`v`) and words (`volume`). Those that are in neither list are not known. */
export interface Options {
  /** A value follows. */
  readonly valued: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
}

export function options(valued: string, flags = ''): Options {
  return { valued: new Set(valued.split(/\s+/)), flags: new Set(flags.split(/\s+/)) };
}

/** A variable that stands for options, by its name or by what it is filled with: `$DOCKER_OPTS`, `${TTY:+-t}`, `$(if $(X),-e X)`. */
const optionsName = /(?:^|[_.])(?:opts?|options?|args?|arguments|flags?|params?)(?:_|$)|[a-z](?:Opts?|Options|Args|Flags|Params)$/;
const optionsHole = /^\$\$?\{\w+:?[-+=]["']?-|^\$\((?:if|addprefix|foreach)\s/;
const name = /^\$\$?[({]?([\w.]+)(?:\[[@*]\])?[)}]?$|^\{\{\s*(\w+)\s*\}\}$/;
/** What stands for any number of words. */
const listHole = /^\$\$?(?:[@*]|\{[@*].*\}|\{\w+\[[@*]\].*\})$/s;

export interface ReadWords {
  /** In order, up to an option that is not known. */
  readonly operands: readonly Word[];
  /** Index of the word that was not taken any more. */
  readonly end: number;
  /** Of `--platform`. */
  readonly platform: string | undefined;
}

export interface ReadOptions {
  readonly from: number;
  /** Behind so many operands no options are looked for. */
  readonly most?: number;
}

/** Tells operands from options and their values; what stands behind something unknown is left aside. */
export function readWords(words: readonly Word[], { valued, flags }: Options, { from, most = Infinity }: ReadOptions): ReadWords {
  const operands: Word[] = [];
  let platform: string | undefined;
  let at = from;
  for (let ended = false; at < words.length && operands.length < most; at += 1) {
    const word = words[at] as Word;
    const { value } = word;
    if (ended || !value.startsWith('-') || value === '-') {
      if (!ended && isHole(word, isOptions)) continue;
      if (isHole(word, hole => listHole.test(hole))) break;
      operands.push(word);
    } else if (value === '--') {
      ended = true;
    } else {
      const step = optionLength(value, { valued, flags });
      if (step === undefined) break;
      const [, attached] = /^--platform=(.*)$/s.exec(value) ?? [];
      const told = value === '--platform' ? words[at + 1]?.value : attached;
      if (told !== undefined && /^[\w/.-]+$/.test(told)) platform = told;
      at += step - 1;
    }
  }
  return { operands, end: at, platform };
}

function isHole(word: Word, test: (hole: string) => boolean): boolean {
  return word.pieces.length === 1 && !word.isFixed && word.value.length < 500 && test(word.value);
}

function isOptions(hole: string): boolean {
  const [, variable, inner] = name.exec(hole) ?? [];
  const called = variable ?? inner;
  return optionsHole.test(hole) || (called !== undefined && (optionsName.test(called) || optionsName.test(called.toLowerCase())));
}

/** How many words an option takes, its own included; undefined where that is not known. */
function optionLength(option: string, { valued, flags }: Options): number | undefined {
  if (option.startsWith('--')) {
    const equals = option.indexOf('=');
    const name = option.slice(2, equals < 0 ? undefined : equals);
    if (!/^[a-zA-Z][\w.-]*$/.test(name)) return undefined;
    if (equals >= 0 || flags.has(name)) return 1;
    return valued.has(name) ? 2 : undefined;
  }
  for (let index = 1; index < option.length; index += 1) {
    const letter = option[index] as string;
    if (letter === '=' && index > 1) return 1;
    if (valued.has(letter)) return index + 1 === option.length ? 2 : 1;
    if (!flags.has(letter)) return undefined;
  }
  return 1;
}
