import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../core/message';

/** The packaged bundle of a locale such as `ja` or `ja_JP.UTF-8`; undefined when there is none (English needs none). */
export function readTranslations(folder: string, locale: string): Bundle | undefined {
  const language = /^[a-z]{2,3}/.exec(locale.toLowerCase())?.[0];
  if (language === undefined || language === 'en') return undefined;
  try {
    return JSON.parse(readFileSync(join(folder, `bundle.l10n.${language}.json`), 'utf8')) as Bundle;
  } catch {
    return undefined;
  }
}
