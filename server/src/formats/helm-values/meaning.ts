import type { Unresolved } from '../../core/image-use';
import { message } from '../../core/message';
import { parseReference, type ImageReference } from '../../core/reference';
import { emptyTag } from './empty-tag';
import type { Field } from './fields';
import type { Parts } from './mapping';
import { beginsImage } from './templates/evidence';
import type { ValuesFile } from './values';

export const completed: Unresolved = { code: 'placeholder', message: message('The chart completes this reference.') };
const asNumber: Unresolved = { code: 'placeholder', message: message('Helm reads this tag as a number and writes it in another way, so it needs quotes.') };

/** What the fields spell together, as charts put them together. */
export function meaningOf(parts: Parts, file: ValuesFile, globalRegistry: string | undefined): ImageReference | Unresolved {
  const { repository, registry, tag, digest, mapping } = parts;
  const host = (registry?.text?.value ?? globalRegistry ?? '').replace(/\/+$/, '');
  if (host === '' && isShort(parts, file)) return completed;
  const name = host === '' ? repository.text.value : `${host}/${repository.text.value}`;
  const bare = mapping.fields.field('sha')?.text?.value;
  const behind = digest?.text ? `@${digest.text.value}` : bare === undefined ? '' : `@sha256:${bare}`;
  if (tag?.text && isOtherNumber(tag)) return asNumber;
  const written = tag?.text?.value ?? (behind === '' ? emptyTag(parts, file) : '');
  if (typeof written !== 'string') return written;
  const sign = written === '' || written.startsWith('@') ? '' : /^sha(?:256|384|512):/.test(written) ? '@' : ':';
  const parsed = parseReference(`${name}${sign}${written}${behind}`);
  return parsed.ok ? parsed.reference : completed;
}

/** No more than a word under `name` or `repo`: charts put a registry of their own before it, unless their templates show that they do not. */
function isShort({ nameKey, repository, registry, mapping: { path } }: Parts, { chart }: ValuesFile): boolean {
  if ((nameKey !== 'name' && nameKey !== 'repo') || (repository.text.value.includes('/') && !registry)) return false;
  return !(chart?.evidence && beginsImage(chart.evidence, [...path, nameKey]));
}

/** `1.10` is 1.1 for Helm, and 20240101 is 2.0240101e+07. */
function isOtherNumber({ plain, text }: Field): boolean {
  const value = text?.value ?? '';
  const number = Number(value.replaceAll('_', ''));
  return plain && /^[-+.\d]/.test(value) && !Number.isNaN(number) && (String(number) !== value || Math.abs(number) >= 1e6);
}
