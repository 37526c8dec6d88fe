import { blank, newline, separator } from './command-ends';
import { backtick, closeBrace, dollar, parenthesis } from './expansions';
import type { Frame } from './frame';
import { closeParenthesis, openParenthesis } from './parentheses';
import { double, escape, single } from './quotes';
import { redirect } from './redirections';
import { brace, type Scanner } from './scanner';
import { readComment } from './script-comments';

type Handler = (s: Scanner, frame: never) => void;

const textSigns: Readonly<Record<string, Handler>> = { '"': double, '\\': escape, $: dollar, '`': backtick, '{': brace };

/** What is done at a sign, by the kind of the stretch that it stands in. All others are text. */
export const signs: Readonly<Record<Frame['kind'], Readonly<Record<string, Handler>>>> = {
  double: textSigns,
  brace: { ...textSigns, "'": single, '}': closeBrace },
  arithmetic: { $: dollar, '`': backtick, '(': parenthesis, ')': parenthesis },
  commands: {
    ...textSigns,
    ' ': blank, '\t': blank, '\r': blank,
    ';': separator, '&': separator, '|': separator,
    '<': redirect, '>': redirect,
    '\n': newline, '#': readComment, "'": single, '(': openParenthesis, ')': closeParenthesis,
  },
};

/** Stretches without any of these signs are taken at once. */
export const plain = {
  commands: /[^ \t\r\n\\#'"$`;|&()<>{]+/y,
  double: /[^"\\$`{]+/y,
  brace: /[^}"'\\$`{]+/y,
  arithmetic: /[^()$`]+/y,
};
