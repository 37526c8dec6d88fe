import { withUses } from '../../core/document';
import type { Finding } from '../../core/finding';
import type { ImageUse } from '../../core/image-use';
import { sameRange } from '../../core/range';
import type { Asked } from '../code-actions/asked';

/** What is found at the places of some uses, each rule once for each place. */
export function findingsAt(uses: readonly ImageUse[], { read, situation, runtime }: Pick<Asked, 'read' | 'situation' | 'runtime'>): readonly Finding[] {
  const atSites = read.uses.filter(({ site }) => uses.some(use => sameRange(use.site.range, site.range)));
  const { findings } = runtime.service.check(withUses(read, atSites), situation.context);
  return findings.filter((finding, index) => findings.findIndex(other => other.rule === finding.rule && sameRange(other.use.site.range, finding.use.site.range)) === index);
}
