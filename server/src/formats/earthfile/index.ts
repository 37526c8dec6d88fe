import { bareSurroundings, type ReadDocument, type Surroundings } from '../../core/document';
import { readLineComments, lineCommentPlace } from '../code/comments';
import { documentOf } from '../code/document';
import { createPlaceByReading } from '../code/place-by-reading';
import type { Format } from '../format';
import { editScalar } from '../yaml/use';
import { comment, readLines } from './lines';
import { formatId, readTargets } from './targets';

const file = /(?:^|\/)Earthfile$/;

/** Builds of Earthly: what they build and push is no use, and neither is what they take from another target. */
export const earthfile: Format = {
  id: formatId,
  title: 'Earthfile',
  files: ['Earthfile'],
  mayClaim: path => file.test(path),
  claims: ({ path }) => file.test(path),
  read,
  readStart: () => undefined,
  edit: editScalar,
  commentPlace: (text, offset) => lineCommentPlace(text, offset, readLines(text).wholes),
  imagePlace: createPlaceByReading(/^[ \t]*(?:FROM|WITH DOCKER)[ \t]+(?:\S+[ \t]+)*(?:--pull=)?["']?$/, text => read(text).uses),
  opening: 'FROM ',
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  return documentOf(formatId, text, () => {
    const { lines, wholes } = readLines(text);
    return { uses: readTargets(text, lines, around), comments: () => readLineComments(text, { opening: comment, wholes }) };
  });
}
