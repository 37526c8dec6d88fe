import { bareSurroundings, type ReadDocument, type Surroundings } from '../../core/document';
import { lineCommentPlace, readLineComments } from '../code/comments';
import { documentOf } from '../code/document';
import { scan, starlark } from '../code/scan';
import type { Format } from '../format';
import { editScalar } from '../yaml/use';
import { usesOf } from './uses';

const id = 'tilt';
const file = /(?:^|\/)Tiltfile$|\.tiltfile$/i;
const opening = /^\uFEFF?[ \t]*(#)/;

/** Tiltfiles name images only in the texts that they hand on. */
export const tilt: Format = {
  id,
  title: 'Tilt',
  files: ['Tiltfile', '*.tiltfile'],
  mayClaim: path => file.test(path),
  claims: ({ path }) => file.test(path),
  read,
  readStart: () => undefined,
  edit: editScalar,
  commentPlace: (text, offset) => lineCommentPlace(text, offset, scan(text, starlark).wholes),
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  return documentOf(id, text, () => {
    const { tokens, wholes, limited } = scan(text, starlark);
    return { uses: usesOf(text, tokens, { format: id, around }), limited, comments: () => readLineComments(text, { opening, wholes }) };
  });
}
