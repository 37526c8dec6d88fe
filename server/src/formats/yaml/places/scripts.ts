import { wordsOfCommands } from '../../commands/format';
import type { Language, YamlPlace } from './place';

/** Programs that are given a script of a shell. */
export const shellLanguage = /\b(?:ba|da|a|z|k)?sh\b/;

/** Where a kind of YAML holds scripts of a shell: texts, or lists of them. */
export function scriptsAt(paths: readonly string[], options: Pick<YamlPlace, 'except'> & { readonly language?: Language } = {}): readonly YamlPlace[] {
  return paths.map(at => ({ at, role: 'tool', embeds: 'shell', ...options }));
}

/** The words of a kind whose documents may hold scripts as well. */
export function orCommands(words: RegExp): RegExp {
  return new RegExp(`${words.source}|${wordsOfCommands.source}`);
}
