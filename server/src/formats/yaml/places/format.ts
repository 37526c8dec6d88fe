import { bareSurroundings } from '../../../core/document';
import type { Format } from '../../format';
import { commentPlace } from '../comment-place';
import { createImagePlace } from '../image-place';
import { createStreamReader } from '../stream';
import { editScalar } from '../use';
import { isYaml, mayBePipeline } from './any-path';
import { stepsOf } from './path';
import type { PlacesDialect } from './place';
import { placesDialect } from './read';

export interface PlacesFormat extends PlacesDialect, Pick<Format, 'title' | 'files' | 'siblings'> {
  /** Of the path, with `/`. */
  readonly file: RegExp;
  /** What a document of such a path must hold to be of this kind; absent where the path tells. */
  readonly content?: Pick<RegExp, 'test'>;
  /** What YAML of any other path must hold to be of this kind all the same. */
  readonly elsewhere?: (text: string) => boolean;
}

/** Characters of documents that are remembered: these are small. */
const mostRemembered = 500_000;

/** A format that is nothing but its places. */
export function yamlFormat(format: PlacesFormat): Format {
  const { id, title, files, siblings, file, content, elsewhere } = format;
  const dialect = placesDialect(format);
  const places = format.places.filter(({ embeds }) => embeds === undefined);
  const keys = new Set(places.flatMap(({ at }) => stepsOf(at).filter(step => step !== '[]' && !step.endsWith('*')).slice(-1)));
  const prefixes = new Set(places.flatMap(({ prefix }) => prefix ?? []));
  return {
    id,
    title,
    files,
    ...(siblings ? { siblings } : {}),
    mayClaim: path => file.test(path) || (elsewhere !== undefined && isYaml(path)),
    claims: info => (file.test(info.path) && content?.test(info.text) !== false) || (elsewhere !== undefined && mayBePipeline(info) && elsewhere(info.text)),
    ...createStreamReader({ ...dialect, id, mostRemembered }),
    edit: editScalar,
    commentPlace,
    imagePlace: createImagePlace([...keys], [...prefixes], source => dialect.scanLines(source, bareSurroundings)),
  };
}
