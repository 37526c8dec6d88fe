import type { ReadDocument } from '../core/document';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { CheckResult } from './image-service';
import { notPinnable } from './pin';

/** True when the user said, in a comment or in the configuration, that this use may stay unpinned. */
export function isIgnored(use: ImageUse, { findings, suppressed }: CheckResult): boolean {
  const hidden = suppressed.some(({ finding }) => finding.concern === 'pinning' && sameSite(finding, use));
  return hidden && !findings.some(finding => finding.concern === 'pinning' && sameSite(finding, use));
}

/** Uses with something to pin, one per site: an ARG that two stages share is one place to edit. */
export function usesToPin(document: ReadDocument, isLocal: (use: ImageUse) => boolean): readonly ImageUse[] {
  const sites = new Set<number>();
  return document.uses.filter(use => {
    if (notPinnable(use, isLocal(use)) || sites.has(use.site.range.start)) return false;
    sites.add(use.site.range.start);
    return true;
  });
}

/** A finding may stand at a use, or at the place that supplies its reference. */
export function sameSite(finding: Finding, use: ImageUse): boolean {
  return finding.use.site.range.start === use.site.range.start && finding.use.site.range.end === use.site.range.end;
}
