import { known } from '../../server/src/core/fact';
import type { ImageContents } from '../../server/src/core/image-contents';
import type { CheckOptions } from './drawn-findings';

const bare: ImageContents = { user: '0', shell: '', packageManager: '', entrypoint: '', libc: 'glibc' };

/** Every image holds this, and the findings of `rule` alone are drawn. */
export function holding(rule: string, contents: Partial<ImageContents>): CheckOptions {
  return { facts: { contents: known({ ...bare, ...contents }) }, only: [rule] };
}

/** The first image of the text alone does. */
export function firstHolding(rule: string, contents: Partial<ImageContents>): CheckOptions {
  return { facts: ({ stage }) => (stage?.index === 0 ? { contents: known({ ...bare, ...contents }) } : {}), only: [rule] };
}
