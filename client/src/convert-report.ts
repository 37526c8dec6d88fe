import type { ConvertedDocument } from '../../server/src/protocol';
import { shown, type Translations } from './shown';

/** What a conversion changes and what it leaves, as plain text beside the preview. */
export function renderConversion({ changes, left }: ConvertedDocument, l10n: Translations): string {
  const failed = left.filter(each => each.failed);
  const others = left.filter(each => !each.failed);
  return [
    ...section(l10n.t('Left as it is, and why'), failed.map(each => [at(each.line, shown(each.reference), l10n), `    ${shown(each.reason)}`])),
    ...section(l10n.t('What will be different'), changes.filter(({ differences }) => differences.length > 0).map(change => [
      at(change.line, `${from(change.from)}${lastLine(change.to)}`, l10n),
      ...change.differences.map(difference => `    - ${shown(difference)}`),
    ])),
    ...section(l10n.t('Other lines that change'), changes.filter(({ differences }) => differences.length === 0).map(change => [at(change.line, `${from(change.from)}${change.to === '' ? l10n.t('(taken out)') : oneLine(change.to)}`, l10n)])),
    ...section(l10n.t('Good to know'), others.map(each => [at(each.line, `${shown(each.reference)}: ${shown(each.reason)}`, l10n)])),
    ...(changes.length === 0 && left.length === 0 ? [l10n.t('There is no image to convert.'), ''] : []),
  ].join('\n');
}

function section(title: string, entries: readonly (readonly string[])[]): string[] {
  return entries.length === 0 ? [] : [title, '-'.repeat(60), ...entries.flat(), ''];
}

function at(line: number, text: string, l10n: Translations): string {
  return l10n.t('Line {0}: {1}', line, text);
}

function from(text: string): string {
  return text === '' ? '+ ' : `${oneLine(text)} → `;
}

/** A stage that was put in is named by its FROM, which stands at its top. */
function lastLine(text: string): string {
  return oneLine(text.split('\n', 1)[0] ?? text);
}

function oneLine(text: string): string {
  return shown(text.replace(/\s*\\?\r?\n\s*/g, ' '));
}
