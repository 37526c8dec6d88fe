import type { TextEdit } from '../../core/range';
import { withoutIgnore } from '../../policy/removal';
import { policyWords } from '../policy-words';

/** The edit that takes the entry of `ignore` out that begins at `start`; undefined where none is sure to be right. */
export function planEntryRemoval(text: string, start: number): TextEdit | undefined {
  return withoutIgnore(text, start, policyWords);
}
