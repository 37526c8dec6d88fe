import type { Severity } from '../core/finding';
import type { Place } from './position';

/** A finding as reports show it. */
export interface FindingRow extends Place {
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly reference: string;
}
