import { bareSurroundings, type DocumentInfo } from '../../../core/document';
import type { Format } from '../../format';
import { commentPlace } from '../comment-place';
import { createImagePlace } from '../image-place';
import { createStreamReader } from '../stream';
import { editScalar } from '../use';
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

const yaml = /\.ya?ml$/i;
/** Most YAML is a manifest, and says so at its top; nobody writes a pipeline as long as others generate files. */
const manifest = /^apiVersion:/m;
const headLength = 1000;
const longest = 50_000;

/** Each kind of pipeline asks of the same document. */
const known = new WeakMap<DocumentInfo, boolean>();

function isLikely(info: DocumentInfo): boolean {
  const before = known.get(info);
  if (before !== undefined) return before;
  const { path, text } = info;
  const likely = text.length < longest && yaml.test(path) && !manifest.test(text.slice(0, headLength));
  known.set(info, likely);
  return likely;
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
    mayClaim: path => file.test(path) || (elsewhere !== undefined && yaml.test(path)),
    claims: info => (file.test(info.path) && content?.test(info.text) !== false) || (elsewhere !== undefined && isLikely(info) && elsewhere(info.text)),
    ...createStreamReader({ ...dialect, id, mostRemembered }),
    edit: editScalar,
    commentPlace,
    imagePlace: createImagePlace([...keys], [...prefixes], source => dialect.scanLines(source, bareSurroundings)),
  };
}
