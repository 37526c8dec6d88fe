import type { Translations } from '../shown';
import type { Place, Severity } from './nodes';

/** Hexadecimal digits of a digest that tell it from others at a glance. */
const digits = 12;

export function shortDigest(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':', 2);
  return `${algorithm}:${hex.slice(0, digits)}`;
}

export function placesWord(count: number, l10n: Translations): string {
  return count === 1 ? l10n.t('1 place') : l10n.t('{0} places', count);
}

/** How many places, how grave, and what is not settled about them. */
export function countWords(places: readonly Place[], l10n: Translations): string[] {
  const words = places.length === 1 ? [] : [placesWord(places.length, l10n)];
  const unpinned = places.filter(({ use }) => use.actions.includes('pin')).length;
  if (unpinned > 0) words.push(unpinned === places.length ? l10n.t('not pinned') : l10n.t('{0} not pinned', unpinned));
  const stale = places.filter(({ use }) => use.isStale).length;
  if (stale > 0) words.push(l10n.t('tag moved'));
  if (places.every(({ use }) => use.isLocal)) words.push(l10n.t('built by this workspace'));
  return [...words, ...findingWords(places, l10n)];
}

export function findingWords(places: readonly Place[], l10n: Translations): string[] {
  const count = (wanted: Severity): number => places.reduce((sum, { findings }) => sum + findings.filter(({ severity }) => severity === wanted).length, 0);
  const [errors, warnings, others] = [count('error'), count('warning'), count('information')];
  return [
    ...(errors > 0 ? [errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings)] : []),
    ...(errors + warnings === 0 && others > 0 ? [others === 1 ? l10n.t('1 note') : l10n.t('{0} notes', others)] : []),
  ];
}

export function severityWord(severity: Severity, l10n: Translations): string {
  if (severity === 'error') return l10n.t('error');
  return severity === 'warning' ? l10n.t('warning') : l10n.t('information');
}
