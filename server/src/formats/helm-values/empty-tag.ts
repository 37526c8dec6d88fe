import type { Unresolved } from '../../core/image-use';
import { message } from '../../core/message';
import { hasDefault } from './chart';
import type { Parts } from './mapping';
import { useOfValue } from './templates/evidence';
import type { ValuesFile } from './values';

/** Of the format, as uses and documents name it. */
export const formatId = 'helm-values';

const byChart: Unresolved = { code: 'empty', message: message('The chart supplies the tag.') };

/** What a tag that is not written stands for: the chart's appVersion, as far as nothing at hand says otherwise. */
export function emptyTag({ mapping: { path }, tagKey, tag, nameKey }: Parts, { chart }: ValuesFile): string | Unresolved {
  const [first = ''] = path;
  if (chart?.appVersion === undefined || chart.dependencies.has(first)) return byChart;
  const tagPath = [...path, tagKey];
  // Values that say nothing leave what the chart says.
  if (!tag && hasDefault(chart, tagPath)) return byChart;
  const { evidence, templates } = chart;
  if (templates === 0 && nameKey === 'repository') return chart.appVersion;
  return evidence && useOfValue(evidence, tagPath).orAppVersion ? chart.appVersion : byChart;
}
