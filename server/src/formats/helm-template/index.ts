import { bareSurroundings, type DocumentInfo } from '../../core/document';
import type { Format } from '../format';
import { commentPlace } from '../yaml/comment-place';
import { createImagePlace } from '../yaml/image-place';
import { createStreamReader } from '../yaml/stream';
import { editScalar } from '../yaml/use';
import { formatId, templateDialect } from './images';

const file = /(?:^|\/)templates\/(?:.+\/)?[^/]+\.(?:ya?ml|tpl)$/i;
const charts: readonly string[] = ['../Chart.yaml', '../../Chart.yaml'];
/**
 * An action as charts have them: of a value, a function or a block. Other template languages have none of these, but for the pipelines of
 * Azure and GitHub behind their `$`.
 */
const action = /(?<!\$)\{\{-? *(?:[.$(]|(?:include|template|if|with|range|define|end|else|toYaml|tpl|printf|default|block)\b|\/\*)/;
/** Characters of documents that are remembered: the templates of a chart. */
const mostRemembered = 1_000_000;

/** Templates of Helm charts, as far as no other format knows what comes out of them: helpers, and resources of other kinds. */
export const helmTemplate: Format = {
  id: formatId,
  title: 'Helm templates',
  files: ['templates/**/*.yaml', 'templates/**/*.tpl'],
  siblings: charts,
  mayClaim: path => file.test(path),
  claims,
  ...createStreamReader({ ...templateDialect, id: formatId, mostRemembered }),
  edit: editScalar,
  commentPlace,
  imagePlace: createImagePlace(['image', 'reference'], [], source => templateDialect.scanLines(source, bareSurroundings)),
};

function claims({ path, text, siblings }: DocumentInfo): boolean {
  return file.test(path) && (action.test(text) || charts.some(chart => siblings?.has(chart) === true));
}
