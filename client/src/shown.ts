/** The part of vscode's `l10n` that is needed: the English text with `{0}`, and what fills it. */
export interface Translations {
  t(text: string, ...values: (string | number)[]): string;
}

/** One line of what somebody else wrote: control, invisible and direction characters cannot pretend to be ours. */
export { visibleLine as shown } from '../../server/src/core/plain-text';
