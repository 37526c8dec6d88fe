import type { Message } from '../core/message';
import { formatReference, type ImageReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';

/** The report where nothing was asked of a registry. */
export function notChecked(reference: ImageReference, reason: Message): VerificationReport {
  const trustRoot = { source: 'none', sha256: '', date: '' };
  return { reference: formatReference(reference), verdict: 'unknown', reason, signatures: [], attestations: [], trustRoot };
}
