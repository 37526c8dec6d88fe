import type { Comment, ReadDocument, Surroundings } from '../../core/document';
import { bareSurroundings } from '../../core/document';
import { readLineComments, lineCommentPlace } from '../code/comments';
import { documentOf } from '../code/document';
import { groovy, scan } from '../code/scan';
import { createPlaceByReading } from '../code/place-by-reading';
import type { Format } from '../format';
import { editScalar } from '../yaml/use';
import { formatId, readPlaces } from './places';

const file = /(?:^|\/)Jenkinsfile[^/]*$|\.jenkinsfile$/i;
/** Groovy is many things: pipelines and the libraries that they share are known by what only they say. */
const program = /\.groovy$/i;
const pipeline = /^[ \t]*(?:@Library\b|pipeline[ \t]*\{)|\b(?:podTemplate|containerTemplate)[ \t]*\(|\bdocker\.image[ \t]*\(/m;
const otherText = /\.(?:md|ya?ml|json|txt|adoc)$/i;
const content = /docker|kubernetes|[cC]ontainer|podTemplate|yaml/;
const opening = /^\uFEFF?[ \t]*(\/\/)/;

/** Pipelines of Jenkins, declarative and scripted. */
export const jenkins: Format = {
  id: formatId,
  title: 'Jenkins',
  files: ['Jenkinsfile', 'Jenkinsfile.*', '*.jenkinsfile', '*.groovy'],
  mayClaim: path => (file.test(path) && !otherText.test(path)) || program.test(path),
  claims: ({ path, text }) => ((file.test(path) && !otherText.test(path)) || (program.test(path) && pipeline.test(text))) && content.test(text),
  read,
  readStart: () => undefined,
  edit: editScalar,
  commentSign: '//',
  commentPlace: (text, offset) => lineCommentPlace(text, offset, scan(text, groovy).wholes),
  imagePlace: createPlaceByReading(/(?:^|[\s{(.])(?:image|docker)[ \t]*[(:]?[ \t]*["']$/, text => read(text).uses),
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  return documentOf(formatId, text, () => {
    const { tokens, wholes, limited } = scan(text, groovy);
    const { uses, comments } = readPlaces(text, tokens, around);
    return { uses, limited, comments: () => inOrder([...readLineComments(text, { opening, wholes }), ...comments]) };
  });
}

function inOrder(comments: readonly Comment[]): readonly Comment[] {
  return [...comments].sort((a, b) => a.range.start - b.range.start);
}
